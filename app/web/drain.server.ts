import type { Server } from 'node:http';
import { env } from '../env.server';
import { log } from '../log.server';

/** How often connections that have become idle are closed while the process ends. */
const SWEEP_MS = 50;

let draining = false;

/** Whether the process has been asked to end. */
export function isDraining(): boolean {
  return draining;
}

/**
 * SIGTERM or SIGINT: is not ready any more, and after DRAIN_DELAY_SECONDS, when a load balancer has
 * seen that, takes no new connection, answers what has begun, ends. What has not been answered after
 * DRAIN_SECONDS more is cut off, and the exit code says so.
 */
export function drainOnSignal(server: Server): void {
  const end = () => {
    if (draining) return;
    draining = true;
    log.info('the web process ends');
    setTimeout(() => drain(server), env().DRAIN_DELAY_SECONDS * 1_000);
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

function drain(server: Server): void {
  server.close(() => process.exit(0));
  // a connection that a browser keeps open for its next request would hold the process for a minute
  setInterval(() => server.closeIdleConnections(), SWEEP_MS).unref();
  setTimeout(() => {
    log.warn('requests that had begun were cut off');
    process.exit(1);
  }, env().DRAIN_SECONDS * 1_000).unref();
}
