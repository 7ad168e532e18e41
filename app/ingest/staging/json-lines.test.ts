import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../shopify/protocol/errors';
import { jsonLines, MalformedLine } from './json-lines';

async function* pieces(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield await Promise.resolve(Buffer.from(part));
}

async function read(...parts: (string | Uint8Array)[]): Promise<[line: number, json: unknown][]> {
  const found: [number, unknown][] = [];
  for await (const lines of jsonLines(pieces(...parts)))
    for (const { line, json } of lines) found.push([line, json]);
  return found;
}

describe('lines of a bulk result', () => {
  it('are the same however the bytes are cut, in the middle of a character too', async () => {
    const bytes = Buffer.from('"煎茶"\n{"a":1}\n2\n');
    const whole = await read(bytes);
    expect(whole).toEqual([
      [1, '煎茶'],
      [2, { a: 1 }],
      [3, 2],
    ]);
    for (let at = 1; at < bytes.length; at++)
      expect(await read(bytes.subarray(0, at), bytes.subarray(at))).toEqual(whole);
  });

  it('end with the last one, with a newline after it or without', async () => {
    expect(await read('1\n', '2')).toEqual([
      [1, 1],
      [2, 2],
    ]);
    expect(await read('1\n', ' ')).toEqual([[1, 1]]);
  });

  it('that are no JSON are named by their number; a last one that broke off is tried again', async () => {
    await expect(read('1\n2\n', '3\nnot JSON\n5\n')).rejects.toThrow(
      new MalformedLine(4, 'this is not JSON'),
    );
    await expect(read('1\n', '{"a":')).rejects.toThrow(Unavailable);
  });

  it('that never end are not collected: the fault is named at four million characters', async () => {
    const million = 'x'.repeat(1_000_000);
    await expect(read('1\n2\n', million, million, million, million, 'x')).rejects.toThrow(
      new MalformedLine(3, 'longer than 4000000 characters'),
    );
    // a line of that length is read, or is at fault for what it says
    await expect(read('1\n', million, million, million, `${million}\n`)).rejects.toThrow(
      new MalformedLine(2, 'this is not JSON'),
    );
  });
});
