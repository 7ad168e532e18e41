import { env } from '../../env.server';
import { ResultGone, Unavailable } from '../protocol/errors';

/** How long Shopify's storage may take to begin to answer, and between two pieces of the answer. */
const SILENCE_MS = 60_000;

/** An address that the app will not read a bulk result from. */
export class ForeignAddress extends Error {
  override name = 'ForeignAddress';
}

/**
 * A bulk result is read from an address that came over the network. Only https, only the hosts of
 * BULK_RESULT_HOSTS, no other port, no credentials: the app is not made to read its own network.
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
 * Opens a bulk operation's result: JSONL, read as it comes. Redirects are not followed.
 * @throws ForeignAddress; ResultGone when it has expired (run the operation again); Unavailable when
 *   the storage is down. Its reading ends with Unavailable when it breaks off: read it again from the start
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
      // A reader who has had enough: the connection need not bring the rest.
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
