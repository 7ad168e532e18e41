import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { untilAborted } from './until-aborted';

const PIECES = 200;

async function* pieces(count: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < count; at += 1) yield await Promise.resolve(new Uint8Array(1_000).fill(at));
}

describe('pieces until a signal', () => {
  it('yields all pieces where the signal never comes, and keeps none', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const seen: WeakRef<Uint8Array>[] = [];
    const { signal } = new AbortController();
    for await (const piece of untilAborted(signal, pieces(PIECES))) {
      seen.push(new WeakRef(piece));
      if (seen.length < PIECES) continue;
      // a weak reference keeps its target until the turn of the event loop ends
      await new Promise((resolve) => setImmediate(resolve));
      collect();
      expect(seen.filter((one) => one.deref() !== undefined).length).toBeLessThan(PIECES / 10);
    }
    expect(seen).toHaveLength(PIECES);
  });

  it('throws its reason during a wait for the next piece', async () => {
    const stop = new AbortController();
    const hangs = (async function* () {
      yield 1;
      await new Promise(() => undefined);
    })();
    const read = untilAborted(stop.signal, hangs);
    expect((await read.next()).value).toBe(1);
    const next = read.next();
    stop.abort(new Error('too long'));
    await expect(next).rejects.toThrow('too long');
  });

  it('throws it between two pieces, and before the first', async () => {
    const stop = new AbortController();
    const read = untilAborted(stop.signal, pieces(3));
    await read.next();
    stop.abort(new Error('too long'));
    await expect(read.next()).rejects.toThrow('too long');
    await expect(untilAborted(stop.signal, pieces(3)).next()).rejects.toThrow('too long');
  });

  it("throws its source's error", async () => {
    const fails: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('cut off')) }),
    };
    await expect(untilAborted(new AbortController().signal, fails).next()).rejects.toThrow(
      'cut off',
    );
  });
});
