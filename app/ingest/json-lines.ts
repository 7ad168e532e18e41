import type { Readable } from 'node:stream';

/** A line of a bulk result that is not what Shopify documents. */
export class MalformedLine extends Error {
  override name = 'MalformedLine';
  constructor(
    readonly line: number,
    readonly problem: string,
  ) {
    super(`line ${line}: ${problem}`);
  }
}

/** The lines of a stream of JSONL, numbered from 1; @throws MalformedLine for what is not JSON */
export async function* jsonLines(
  stream: Readable,
): AsyncGenerator<{ line: number; json: unknown }[]> {
  let carry = '';
  let line = 0;
  stream.setEncoding('utf8');
  for await (const chunk of stream as AsyncIterable<string>) {
    const parts = (carry + chunk).split('\n');
    carry = parts.pop() ?? '';
    yield parts.map((text) => ({ line: ++line, json: parseLine(text, line) }));
  }
  if (carry.trim() !== '') yield [{ line: ++line, json: parseLine(carry, line) }];
}

function parseLine(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedLine(line, 'this is not JSON');
  }
}
