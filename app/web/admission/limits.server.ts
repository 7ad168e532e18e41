import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientOf, closeClient } from './clients.server';
import { findSlowest, type Client } from './slowest.server';

/** A group of requests, and how many of them may be in flight. */
export interface Limit {
  of: string;
  most: number;
  /** caps `most` at this group's free places, so that other senders always find one */
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

const inFlight = new Map<string, Set<Client>>();
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
    const same = inFlight.get(limit.of);
    if (same === undefined || same.size < mostOf(limit)) continue;
    const last = findSlowest(same, performance.now());
    if (last === null) return false;
    // its close event comes later, and its place is needed now
    release(last);
    closeClient(last, 'requests');
  }
  client.sender = name;
  admitted.set(client, { limits, response });
  for (const { of } of limits) inFlight.set(of, (inFlight.get(of) ?? new Set()).add(client));
  response.once('close', () => {
    if (admitted.get(client)?.response === response) release(client);
  });
  return true;
}

function mostOf({ most, within }: Limit): number {
  if (within === undefined) return most;
  return Math.min(most, within.most - (inFlight.get(within.of)?.size ?? 0));
}

function release(client: Client): void {
  for (const { of } of admitted.get(client)?.limits ?? []) {
    const same = inFlight.get(of);
    same?.delete(client);
    if (same?.size === 0) inFlight.delete(of);
  }
  admitted.delete(client);
}
