import type { IncomingMessage, ServerResponse } from 'node:http';
import { clientOf, close } from './clients.server';
import { slowest, type Client } from './slowest.server';

/** Requests that are counted together, and how many of them may be under way at once. */
export interface Limit {
  of: string;
  most: number;
  /** The places of which these never take more than they leave: however few hold them, another finds one. */
  within?: Limit;
}

/** Whose a request is, and with which others it is counted. */
export interface Sender {
  /** the narrowest first: a sender makes room for itself */
  limits: readonly Limit[];
  /** whose bodies count together: a shop's, or those of one signature; null where it cannot be told */
  name: string | null;
}

interface Admitted {
  limits: readonly Limit[];
  response: ServerResponse;
}

const underWay = new Map<string, Set<Client>>();
const admitted = new WeakMap<Client, Admitted>();

/**
 * Counts a request until its answer is out, or it is gone. Past a limit the slowest of the same limit is
 * closed; where the app is at work on all of them there is no place.
 * @returns false where there is no place, and the request is to be refused
 */
export function admit(
  { limits, name }: Sender,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const client = clientOf(request);
  if (client === null) return true;
  for (const limit of limits) {
    const same = underWay.get(limit.of);
    if (same === undefined || same.size < mostOf(limit)) continue;
    const last = slowest(same, performance.now());
    if (last === null) return false;
    // its event comes later, and its place is needed now
    leave(last);
    close(last, 'requests');
  }
  client.sender = name;
  admitted.set(client, { limits, response });
  for (const { of } of limits) underWay.set(of, (underWay.get(of) ?? new Set()).add(client));
  response.once('close', () => {
    if (admitted.get(client)?.response === response) leave(client);
  });
  return true;
}

function mostOf({ most, within }: Limit): number {
  if (within === undefined) return most;
  return Math.min(most, within.most - (underWay.get(within.of)?.size ?? 0));
}

function leave(client: Client): void {
  for (const { of } of admitted.get(client)?.limits ?? []) {
    const same = underWay.get(of);
    same?.delete(client);
    if (same?.size === 0) underWay.delete(of);
  }
  admitted.delete(client);
}
