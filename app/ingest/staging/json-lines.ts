import { StringDecoder } from 'node:string_decoder';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { Unavailable } from '../../shopify/protocol/errors';

/** A line of a bulk result that differs from Shopify's documentation. */
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
 * Milliseconds of parsing before other work of the process gets a turn: pieces that have arrived follow
 * each other without a pause, and other shops' jobs wait for the database's replies meanwhile.
 */
const LONGEST_PARSING_MS = 4;

export interface JsonLine {
  /** from 1 */
  line: number;
  json: unknown;
}

/** Characters; the app's queries give far shorter lines. */
const LONGEST_LINE = 4_000_000;

/**
 * Splits JSONL in pieces of bytes into lines, a piece at a time. A line is parsed when it is iterated, so that
 * one object at a time is alive: keeping more costs the garbage collector seconds in a million.
 * @throws MalformedLine for a line that is not JSON; Unavailable where the last line was cut short
 */
export async function* jsonLines(
  pieces: AsyncIterable<Uint8Array>,
): AsyncGenerator<Iterable<JsonLine>> {
  let carry = '';
  let line = 0;
  let since = performance.now();
  // a character may begin in one piece and end in the next
  const decoder = new StringDecoder('utf8');
  for await (const piece of pieces) {
    const texts = (carry + decoder.write(piece)).split('\n');
    carry = texts.pop() ?? '';
    if (carry.length > LONGEST_LINE)
      throw new MalformedLine(line + texts.length + 1, `longer than ${LONGEST_LINE} characters`);
    yield parseEach(texts, line);
    line += texts.length;
    if (performance.now() - since < LONGEST_PARSING_MS) continue;
    await yieldToEventLoop();
    since = performance.now();
  }
  carry += decoder.end();
  if (carry.trim() !== '') yield [{ line: line + 1, json: lastLine(carry) }];
}

function* parseEach(texts: string[], before: number): Generator<JsonLine> {
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

/** Shopify ends every line with a newline; a last line that is not JSON was cut off on its way. */
function lastLine(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Unavailable('the result broke off in the middle of a line');
  }
}
