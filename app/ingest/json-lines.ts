import type { Readable } from 'node:stream';
import { Unavailable } from '../shopify/errors';

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

/** No object that the app asks for comes near; a line that is longer has no end. */
const LONGEST_LINE = 4_000_000;

/**
 * The lines of a stream of JSONL, numbered from 1, a piece of the stream at a time.
 * @throws MalformedLine for a line that is not JSON; Unavailable where the last one was cut short
 */
export async function* jsonLines(
  stream: Readable,
): AsyncGenerator<{ line: number; json: unknown }[]> {
  let carry = '';
  let line = 0;
  stream.setEncoding('utf8');
  for await (const chunk of stream as AsyncIterable<string>) {
    const parts = (carry + chunk).split('\n');
    carry = parts.pop() ?? '';
    if (carry.length > LONGEST_LINE)
      throw new MalformedLine(line + parts.length + 1, `longer than ${LONGEST_LINE} characters`);
    yield parts.map((text) => ({ line: ++line, json: parseLine(text, line) }));
  }
  if (carry.trim() !== '') yield [{ line: ++line, json: lastLine(carry) }];
}

function parseLine(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedLine(line, 'this is not JSON');
  }
}

/** Shopify ends every line; one that does not end and is not whole was cut off on its way. */
function lastLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unavailable('the result broke off in the middle of a line');
  }
}
