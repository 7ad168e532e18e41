import type { IncomingMessage, ServerResponse } from 'node:http';
import { histogram } from '../operate/process-metrics.server';

const METHODS = new Set(['GET', 'HEAD', 'POST']);

const requests = histogram({
  name: 'omega_http_request_seconds',
  help: 'From the request to the end of the answer, by door, method and status.',
  labelNames: ['door', 'method', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/** Observes a request's duration until its reply is sent or its client leaves. */
export function observeRequest(
  request: IncomingMessage,
  response: ServerResponse,
  door: string,
): void {
  const from = performance.now();
  const method = METHODS.has(request.method ?? '') ? (request.method ?? '') : 'other';
  response.once('close', () => {
    const status = response.writableFinished ? String(response.statusCode) : 'aborted';
    requests.observe({ door, method, status }, (performance.now() - from) / 1_000);
  });
}
