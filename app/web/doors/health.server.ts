import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerBuild } from '@remix-run/node';
import { readinessProblem } from './doors.server';

/** A load balancer asks every few seconds; more frequent requests get the cached reply. */
const FRESH_MS = 250;

export type HealthHandler = (path: string, response: ServerResponse) => void;

export const isHealth = ({ method }: IncomingMessage, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') && (path === '/health/live' || path === '/health/ready');

/**
 * Answers `/health/live` and `/health/ready` without Remix, limits and queue, since a reply costs no more than
 * a refusal. Concurrent requests share one query of the database.
 */
export function createHealthHandler(build: Pick<ServerBuild, 'routes'>): HealthHandler {
  let known: { why: string | null; at: number } | null = null;
  let pending: Promise<string | null> | null = null;
  const ask = async (): Promise<string | null> => {
    try {
      const why = await readinessProblem(build);
      known = { why, at: performance.now() };
      return why;
    } finally {
      pending = null;
    }
  };
  return (path, response) => {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Content-Type', 'text/plain; charset=utf-8');
    const ready = (why: string | null) =>
      void response.writeHead(why === null ? 200 : 503).end(`${why ?? 'ready'}\n`);
    if (path === '/health/live') response.end('live\n');
    else if (known !== null && performance.now() - known.at < FRESH_MS) ready(known.why);
    else void (pending ??= ask()).then(ready);
  };
}
