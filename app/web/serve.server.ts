import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express from 'express';
import { env } from '../env.server';
import { log } from '../log.server';

/** How long requests that have begun may take when the process is asked to end. */
const DRAIN_MS = 10_000;

/**
 * Serves Remix's build over HTTP until the process is asked to end. It stands in place of
 * remix-serve, which writes every address with its query, session tokens included, to the terminal.
 */
export async function serve(): Promise<void> {
  // From build/start.js; an address that is computed stays out of the bundle.
  const build: ServerBuild = await import(new URL('./server/index.js', import.meta.url).href);
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', true); // TLS ends in front of this process
  app.use(compression());
  app.use((_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Referrer-Policy', 'strict-origin-when-cross-origin');
    if (env().SHOPIFY_APP_URL.startsWith('https:'))
      response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    next();
  });
  const client = fileURLToPath(new URL('./client', import.meta.url));
  app.use('/assets', express.static(`${client}/assets`, { immutable: true, maxAge: '1y' }));
  app.use(express.static(client, { maxAge: '1h' }));
  app.all('*', createRequestHandler({ build }));

  const server = createServer(app);
  endOnSignal(server);
  listen(server);
}

function listen(server: Server): void {
  const port = env().PORT;
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    process.stderr.write(
      `Port ${port} is taken. Set PORT to a free one, or end what listens there.\n`,
    );
    process.exit(1);
  });
  server.listen(port, () => log.info({ port }, 'the web process listens'));
}

function endOnSignal(server: Server): void {
  const end = () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
}
