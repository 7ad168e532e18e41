/**
 * Yields pieces until the signal, and then throws its reason, also during a wait for the next piece.
 *
 * Not `Promise.race` with one promise for all pieces: that promise keeps every race's result, in the end a
 * file of 1.5 GB.
 */
export async function* untilAborted<Piece>(
  signal: AbortSignal,
  pieces: AsyncIterable<Piece>,
): AsyncGenerator<Piece> {
  let stop: (reason: Error) => void = () => undefined;
  const abort = () => stop(signal.reason as Error);
  signal.addEventListener('abort', abort);
  const reading = pieces[Symbol.asyncIterator]();
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await new Promise<IteratorResult<Piece>>((resolve, reject) => {
        stop = reject;
        reading.next().then(resolve, reject);
      });
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', abort);
    // not awaited: it may wait for a piece that never comes
    void reading.return?.();
  }
}
