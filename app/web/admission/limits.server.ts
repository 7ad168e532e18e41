import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientOf, closeClient } from './clients.server';
import { findSlowest, type Client } from './slowest.server';

/** A group of requests, and how many of them may be in flight. */
export interface Limit {
  of: string;
  most: number;
  /** The places of which these never take more than they leave: however few hold them, another finds one. */
  within?: Limit;
}

/** Who sends a request, and the limits that it counts against. */
export interface RequestSender {
  /** the narrowest first, so that a sender's own requests make room for each other */
  limits: readonly Limit[];
  /** whose bodies count together: a shop's, or those of one signature; null where unknown */
  name: string | null;
}

interface Admitted {
  limits: readonly Limit[];
  response: ServerResponse;
}

const underWay = new Map<string, Set<Client>>();
const admitted = new WeakMap<Client, Admitted>();

/**
 * Counts a request until its reply is sent or its client leaves. At a limit, closes the slowest client of
 * the same limit.
 * @returns false where the app is answering all of them: the request must be refused
 */
export function admit(
  { limits, name }: RequestSender,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const client = clientOf(request);
  if (client === null) return true;
  for (const limit of limits) {
    const same = underWay.get(limit.of);
    if (same === undefined || same.size < mostOf(limit)) continue;
    const last = findSlowest(same, performance.now());
    if (last === null) return false;
    // its close event comes later, and its place is needed now
    release(last);
    closeClient(last, 'requests');
  }
  client.sender = name;
  admitted.set(client, { limits, response });
  for (const { of } of limits) underWay.set(of, (underWay.get(of) ?? new Set()).add(client));
  response.once('close', () => {
    if (admitted.get(client)?.response === response) release(client);
  });
  return true;
}

function mostOf({ most, within }: Limit): number {
  if (within === undefined) return most;
  return Math.min(most, within.most - (underWay.get(within.of)?.size ?? 0));
}

function release(client: Client): void {
  for (const { of } of admitted.get(client)?.limits ?? []) {
    const same = underWay.get(of);
    same?.delete(client);
    if (same?.size === 0) underWay.delete(of);
  }
  admitted.delete(client);
}
