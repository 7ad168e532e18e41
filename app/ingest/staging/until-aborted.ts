/**
 * The pieces until the signal, whose reason it throws, also while the next piece is waited for.
 *
 * Not by `Promise.race` with one promise for all pieces: that promise keeps what each race gave, a file of 1.5 GB in
 * the end.
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
    // it may wait for a piece that never comes
    void reading.return?.();
  }
}
