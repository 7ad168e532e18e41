import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createRequestHandler } from '@remix-run/express';
import type { ServerBuild } from '@remix-run/node';
import compression from 'compression';
import express from 'express';
import { env } from '../env.server';
import { log } from '../log.server';
import { openOperatorPort } from '../operate/operator-port.server';
import { holdForm } from './admission/bodies.server';
import { beginRequest, RECEIVE_TIMEOUTS, watchClients } from './admission/clients.server';
import { doorsOf, readinessProblem } from './doors/doors.server';
import { browserFiles, sendFile } from './doors/files.server';
import { drainOnSignal, isDraining } from './drain.server';
import { createHealthHandler, isHealth } from './doors/health.server';
import { observeRequest } from './latency.server';
import { admit } from './admission/limits.server';
import { beginInTurn } from './admission/loop-turns.server';
import { handleInOrder } from './admission/pipelined.server';
import { setSecurityHeaders } from './doors/security-headers.server';
import { handleAtOwnDoor, ownDoors } from './doors/own-doors.server';
import { senderOf } from './admission/senders.server';
import { setOwnAddress, refusalOf, refuse } from './admission/well-formed.server';

/** Longer than proxies keep an idle connection (60 s), so that the proxy closes it first. */
const KEEP_ALIVE_MS = 65_000;

/**
 * Connections that may wait for accept; Linux caps it at `net.core.somaxconn`, by default 4,096 too. Past
 * Node's default of 511 Linux drops a client's first packet, and the client retries after 1, 3 and 7 s: 400
 * clients that reconnected without end delayed a delivery by that.
 */
const BACKLOG = 4_096;

const READING = new Set(['GET', 'HEAD']);

const ENDING = 'the process is ending';

/**
 * Serves Remix's build over HTTP until a signal ends the process. It replaces remix-serve, which prints
 * every address with its query, session tokens included.
 * @param folder the build, with `server` and `client`
 */
export async function serve(folder: URL): Promise<void> {
  const build: ServerBuild = await import(new URL('server/index.js', folder).href);
  const files = browserFiles(fileURLToPath(new URL('client', folder)));
  const pages = pagesOf(build);
  const own = ownDoors(build);
  const doors = doorsOf(build);
  const health = createHealthHandler(build);
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    const file = READING.has(request.method ?? '') ? files.get(path) : undefined;
    observeRequest(request, response, file === undefined ? doors(path) : 'files');
    beginRequest(request, response);
    setSecurityHeaders(response);
    const door = own.get(path);
    if (door?.readable === true) response.setHeader('Access-Control-Allow-Origin', '*');
    const refusal = refusalOf(request, door);
    if (isDraining() && path === '/health/ready') {
      response.writeHead(503).end(`${ENDING}\n`);
      return;
    }
    if (refusal !== null) {
      refuse(response, refusal);
      return;
    }
    if (isHealth(request, path)) {
      health(path, response);
      return;
    }
    const begin = (): void => {
      if (file !== undefined) sendFile(file, request, response);
      else if (door !== undefined) void handleAtOwnDoor(door, request, response);
      else if (holdForm(request, response)) pages(request, response);
    };
    const kind = file === undefined ? (door?.kind ?? 'page') : 'file';
    const sender = senderOf(kind, request);
    if (admit(sender, request, response)) beginInTurn(kind, sender.name, { response, begin });
    else refuse(response, 503);
  };
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE_MS, ...RECEIVE_TIMEOUTS },
    (request, response) => {
      handleInOrder(request, response, () => answer(request, response));
    },
  );
  watchClients(server);
  openOperatorPort(async () => (isDraining() ? ENDING : await readinessProblem(build)));
  drainOnSignal(server);
  listen(server);
}

/** Express with Remix, for everything but static files, health and own doors. */
function pagesOf(build: ServerBuild): express.Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', true); // TLS ends in front of this process
  app.use((request, _, next) => {
    setOwnAddress(request);
    next();
  });
  app.use(compression());
  app.use((_, response, next) => {
    // pages and their data contain a shop's numbers
    response.setHeader('Cache-Control', 'private, no-store');
    next();
  });
  app.all('*', createRequestHandler({ build }));
  return app;
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
  server.listen({ port, backlog: BACKLOG }, () => {
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    log.info({ port: bound }, 'the web process listens');
  });
}
