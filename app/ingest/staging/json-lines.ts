import { StringDecoder } from 'node:string_decoder';
import { setImmediate as others } from 'node:timers/promises';
import { Unavailable } from '../../shopify/protocol/errors';

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

/**
 * Pieces that are there already follow each other without end: other shops' jobs in the same process
 * have answers of the database to take between them.
 */
const LONGEST_TURN_MS = 4;

export interface JsonLine {
  /** from 1 */
  line: number;
  json: unknown;
}

/** No object that the app asks for comes near; a line that is longer has no end. */
const LONGEST_LINE = 4_000_000;

/**
 * The lines of JSONL that comes in pieces of bytes, a piece at a time. A line is parsed when it is asked
 * for, so that only one object at a time is alive: the rest costs the collector seconds in a million.
 * @throws MalformedLine for a line that is not JSON; Unavailable where the last one was cut short
 */
export async function* jsonLines(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Iterable<JsonLine>> {
  let carry = '';
  let line = 0;
  let turn = performance.now();
  // a letter may begin in one piece and end in the next
  const decoder = new StringDecoder('utf8');
  for await (const piece of pieces) {
    const texts = (carry + decoder.write(piece)).split('\n');
    carry = texts.pop() ?? '';
    if (carry.length > LONGEST_LINE)
      throw new MalformedLine(line + texts.length + 1, `longer than ${LONGEST_LINE} characters`);
    yield parsed(texts, line);
    line += texts.length;
    if (performance.now() - turn < LONGEST_TURN_MS) continue;
    await others();
    turn = performance.now();
  }
  carry += decoder.end();
  if (carry.trim() !== '') yield [{ line: line + 1, json: lastLine(carry) }];
}

function* parsed(texts: string[], before: number): Generator<JsonLine> {
  let line = before;
  for (const text of texts) yield { line: ++line, json: parseLine(text, line) };
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
