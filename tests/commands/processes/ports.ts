import { createServer } from 'node:net';
import { CommandTrouble } from '../trouble';

/** Number of ports that are tried. */
const TRIES = 50;

/**
 * Where a browser finds the app that the local admin at `localhost` frames: on a site of its own, as at Shopify. One
 * host for both would be one site, and a browser counts a shift of the admin's layout as the app's.
 */
export const appOrigin = (port: number): string => `http://127.0.0.1:${port}`;

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const port = await bound(0);
  if (port === null) throw new CommandTrouble('This machine gives no free port on 127.0.0.1.');
  return port;
}

/**
 * The wanted port, or the next one that is free.
 * @throws CommandTrouble when 50 in a row are taken
 */
export async function nextFreePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + TRIES && port <= 65_535; port += 1)
    if ((await bound(port)) !== null) return port;
  throw new CommandTrouble(
    `Port ${wanted} and the next ones are taken. Choose another: npm run demo -- --port N`,
  );
}

/** A browser resolves localhost to either address, so a port must be free on both. */
async function bound(port: number): Promise<number | null> {
  const found = await listening(port, '127.0.0.1');
  if (found === null || port === 0) return found;
  return (await listening(port, '::1')) === null ? null : found;
}

function listening(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      // On a machine without IPv6 the port is free there too.
      resolve(error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT' ? port : null);
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address ? address.port : null);
      });
    });
  });
}
