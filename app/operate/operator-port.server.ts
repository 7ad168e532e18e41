import { createServer, type Server, type ServerResponse } from 'node:http';
import { collectDefaultMetrics, register } from 'prom-client';
import { env } from '../env.server';
import { log } from '../log.server';

/** Why a process takes no work, as a sentence; null where it does. */
export type Readiness = () => Promise<string | null>;

/**
 * Serves `/metrics` (for Prometheus), `/health/live` and `/health/ready` on METRICS_PORT, apart from the
 * public port. @returns null where METRICS_PORT is not set
 */
export function openOperatorPort(ready: Readiness): Server | null {
  const port = env().METRICS_PORT;
  if (port === undefined) return null;
  if (register.getSingleMetric('process_cpu_seconds_total') === undefined) collectDefaultMetrics();
  const server = createServer((request, response) => {
    answer(request.url ?? '', response, ready).catch((error: unknown) => {
      log.error(
        { error: error instanceof Error ? error.stack : 'unknown' },
        'metrics could not be collected',
      );
      response.writeHead(500).end();
    });
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    process.stderr.write(
      `Port ${port} is taken. Set METRICS_PORT to a free one: web and worker need one each.\n`,
    );
    process.exit(1);
  });
  server.listen(port, () => {
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    log.info({ port: bound }, 'metrics and health are served');
  });
  // lets the process end while this server listens
  server.unref();
  return server;
}

async function answer(url: string, response: ServerResponse, ready: Readiness): Promise<void> {
  const send = (status: number, text: string, type = 'text/plain; charset=utf-8') =>
    response.writeHead(status, { 'content-type': type }).end(text);
  switch (url.split('?')[0]) {
    case '/metrics':
      send(200, await register.metrics(), register.contentType);
      return;
    case '/health/live':
      send(200, 'live\n');
      return;
    case '/health/ready': {
      const why = await ready();
      send(why === null ? 200 : 503, `${why ?? 'ready'}\n`);
      return;
    }
    default:
      send(404, 'not found\n');
  }
}
