import { env } from '../../env.server';
import { ResultGone, Unavailable } from '../protocol/errors';

/** Milliseconds without a byte, before the response and between two pieces, after which reading fails. */
const SILENCE_MS = 60_000;

/** A bulk result's address that the app does not read from. */
export class ForeignAddress extends Error {
  override name = 'ForeignAddress';
}

/**
 * Checks the address of a bulk result, which came over the network: https, a host of BULK_RESULT_HOSTS, no
 * other port, no credentials. Otherwise Shopify's response could make the app read its own network.
 * @throws ForeignAddress
 */
export function checkedResultUrl(text: string, hosts: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const fine =
    url !== null &&
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    url.password === '' &&
    hosts.includes(url.hostname);
  if (!fine)
    throw new ForeignAddress(
      `A bulk result lies at ${url?.host || 'no host'}, which is not in BULK_RESULT_HOSTS.`,
    );
  return url;
}

/**
 * Opens a bulk operation's result, JSONL, as a stream of bytes. Does not follow redirects.
 * @throws ForeignAddress; ResultGone when it has expired (run the operation again); Unavailable when the
 *   storage is down, and from the stream when the connection breaks (read again from the start)
 */
export async function openBulkResult(address: string): Promise<AsyncIterable<Uint8Array>> {
  const url = checkedResultUrl(address, env().BULK_RESULT_HOSTS);
  const silence = new AbortController();
  let timer = startTimer(silence);
  const response = await fetch(url, { redirect: 'manual', signal: silence.signal }).catch(() => {
    clearTimeout(timer);
    throw new Unavailable('A bulk result could not be reached.');
  });
  clearTimeout(timer);
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw refusal(response.status);
  }
  const reader = response.body.getReader();

  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        timer = startTimer(silence);
        const { done, value } = await reader.read();
        clearTimeout(timer);
        if (done) return;
        yield value;
      }
    } catch {
      throw new Unavailable('A bulk result broke off.');
    } finally {
      clearTimeout(timer);
      // the consumer has stopped: do not load the rest
      await reader.cancel().catch(() => undefined);
    }
  }
  return pieces();
}

function startTimer(silence: AbortController): NodeJS.Timeout {
  return setTimeout(() => silence.abort(), SILENCE_MS);
}

function refusal(status: number): Error {
  if (status >= 500 || status === 429 || status === 408)
    return new Unavailable(`The storage of bulk results answers ${status}.`);
  if (status >= 300 && status < 400)
    return new ForeignAddress('A bulk result has moved elsewhere.');
  return new ResultGone(`The storage of bulk results answers ${status}.`);
}
