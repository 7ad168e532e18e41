import type { Server } from 'node:http';
import { env } from '../env.server';
import { log } from '../log.server';

/** Interval at which idle connections are closed while the process ends. */
const IDLE_CLOSE_MS = 50;

let draining = false;

/** Whether the process has been asked to end. */
export function isDraining(): boolean {
  return draining;
}

/**
 * On SIGTERM or SIGINT the process stops being ready. After DRAIN_DELAY_SECONDS, when a load balancer has
 * seen that, it takes no new connection, answers the requests in flight and exits with 0. Requests that
 * take more than another DRAIN_SECONDS are cut off, and it exits with 1.
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
  // a browser's keep-alive connection would hold the process for a minute
  setInterval(() => server.closeIdleConnections(), IDLE_CLOSE_MS).unref();
  setTimeout(() => {
    log.warn('requests in flight were cut off');
    process.exit(1);
  }, env().DRAIN_SECONDS * 1_000).unref();
}
