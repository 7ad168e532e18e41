/**
 * Requests for the data of a page, when the connection is lost. Remix replaces a page whose request fails, and
 * what was typed is gone with it. A request that gets no answer waits here instead: the page stays as it
 * is, and the request is sent again when the merchant asks for it or the browser is online again.
 */

/** What did not get through: the data of a page, or a form that was sent. */
type Lost = 'load' | 'save';

export interface Line {
  /** null: nothing waits */
  lost: Lost | null;
  /** forms that did not get through so far: a form shows its save bar again at each */
  failedSaves: number;
}

interface Waiting {
  lost: Lost;
  sendAgain: () => void;
}

const waiting = new Set<Waiting>();
const listeners = new Set<() => void>();
let line: Line = { lost: null, failedSaves: 0 };

export const readLine = (): Line => line;

export function followLine(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Sends again whatever waits. */
export function sendAgain(): void {
  for (const one of [...waiting]) one.sendAgain();
}

function say(failedSaves = line.failedSaves): void {
  const lost = [...waiting].map((one) => one.lost);
  // a lost form is the worse of the two
  const next = lost.includes('save') ? 'save' : (lost[0] ?? null);
  if (next === line.lost && failedSaves === line.failedSaves) return;
  line = { lost: next, failedSaves };
  for (const listener of listeners) listener();
}

/** Answers of the app and of proxies before it that are no page: the same request may succeed later. */
const FAILED_FROM = 500;

/**
 * A `fetch` in which requests for the data of pages wait for the connection. Remix's have an address and a body that
 * can be sent twice.
 * @param native sends a request: App Bridge's `fetch`, which adds the session token
 */
export function patientFetch(native: typeof fetch): typeof fetch {
  return async (input, init) => {
    if (input instanceof Request || !new URL(input, location.href).searchParams.has('_data'))
      return native(input, init);
    const lost = (init?.method ?? 'GET') === 'GET' ? 'load' : 'save';
    for (;;) {
      const answer = await attempt(() => native(input, init), init?.signal);
      if (answer !== null) return answer;
      await turn(lost, init?.signal);
    }
  };
}

/** A request without an answer for so long has failed: without a connection, a session token may never come. */
const LONGEST_ANSWER_MS = 30_000;

/** Null: the request did not get through. @throws AbortError when nothing needs the answer any more */
async function attempt(
  send: () => Promise<Response>,
  signal: AbortSignal | null | undefined,
): Promise<Response | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), LONGEST_ANSWER_MS);
  });
  try {
    const answer = await Promise.race([send(), late]);
    return answer !== null && answer.status < FAILED_FROM ? answer : null;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Until the request is to be sent again. @throws AbortError when nothing needs its answer any more */
async function turn(lost: Lost, signal: AbortSignal | null | undefined): Promise<void> {
  const ended = new AbortController();
  try {
    await new Promise<void>((resolve) => {
      const one = { lost, sendAgain: resolve };
      waiting.add(one);
      ended.signal.addEventListener('abort', () => waiting.delete(one));
      signal?.addEventListener('abort', () => resolve(), { signal: ended.signal });
      // a form is sent again by its merchant alone, who sees what it says
      if (lost === 'load') addEventListener('online', () => resolve(), { signal: ended.signal });
      say(line.failedSaves + (lost === 'save' ? 1 : 0));
    });
    signal?.throwIfAborted();
  } finally {
    ended.abort();
    say();
  }
}

/**
 * Waits until files are in the browser's cache.
 * @returns false when nothing needs them any more
 */
export async function untilThere(files: readonly string[], signal: AbortSignal): Promise<boolean> {
  try {
    await Promise.all(
      files.map(async (file) => {
        while ((await attempt(() => whole(file, signal), signal)) === null)
          await turn('load', signal);
      }),
    );
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

/** Reads a file to its end: the browser keeps no part of one. */
async function whole(file: string, signal: AbortSignal): Promise<Response> {
  const answer = await fetch(file, { signal });
  await answer.arrayBuffer();
  return answer;
}
