import { createServer } from 'node:net';
import { CommandTrouble } from '../trouble';

/** How many ports after the wanted one are tried. */
const TRIES = 50;

/** A port that nobody listens on now. */
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

/** A browser asks for localhost by either address: a port must be free on both. */
async function bound(port: number): Promise<number | null> {
  const found = await listening(port, '127.0.0.1');
  if (found === null || port === 0) return found;
  return (await listening(port, '::1')) === null ? null : found;
}

function listening(port: number, host: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      // A machine without IPv6 has nobody there either.
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
