import { isUtf8 } from 'node:buffer';

/** The encoding of a file. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'shift_jis';

/** The bytes are not in the encoding; the lines before were yielded. */
export class WrongEncoding extends Error {
  /** the line that is not in the encoding, set by the reader */
  line = 1;

  /** @param maybeShiftJis false after UTF-8 characters that cannot be Shift_JIS by chance */
  constructor(readonly maybeShiftJis: boolean) {
    super('bytes of another encoding');
  }
}

/** The encoding by a file's first bytes: a byte order mark, or the zeros of Latin letters in UTF-16. */
export function encodingOf(start: Buffer): Encoding {
  const [a, b, c, d] = start;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a !== 0 && b === 0 && c !== 0 && d === 0 && start.length >= 4) return 'utf-16le';
  if (a === 0 && b !== 0 && c === 0 && d !== 0 && start.length >= 4) return 'utf-16be';
  return 'utf-8';
}

/**
 * The text of bytes, chunk by chunk, without a byte order mark at its start.
 * @throws WrongEncoding at the first line that is not in the encoding
 */
export function textOf(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  return encoding === 'utf-8' ? utf8(bytes) : decoded(bytes, encoding);
}

async function* decoded(
  bytes: AsyncIterable<Buffer>,
  encoding: Exclude<Encoding, 'utf-8'>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const likeness = encoding === 'shift_jis' ? new Likeness() : null;
  const decode = (chunk?: Buffer): string => {
    try {
      const text = decoder.decode(chunk, { stream: chunk !== undefined });
      likeness?.add(text);
      return text;
    } catch {
      throw new WrongEncoding(false);
    }
  };
  for await (const chunk of bytes) yield decode(chunk);
  yield decode();
  if (likeness?.isJapanese() === false) throw new WrongEncoding(false);
}

/**
 * Detects Western text that decodes as Shift_JIS by chance: "Métier" gives one character between Latin
 * letters, "ß" and "Ã©" half-width letters, "ü" a private-use character.
 */
class Likeness {
  private japanese = 0;
  private chance = 0;

  add(text: string): void {
    this.japanese += countOf(text, /[\u3000-\u30ff\u3400-\u9fff\uff01-\uff60]{2,}/gu);
    this.chance += countOf(
      text,
      /[A-Za-z][\u3000-\u30ff\u3400-\u9fff](?=[A-Za-z])|[\ue000-\uf8ff]|(?<![\uff61-\uff9f])[\uff61-\uff9f](?![\uff61-\uff9f])/gu,
    );
  }

  isJapanese(): boolean {
    return this.japanese >= this.chance;
  }
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

const WIDE = /[\u0800-\uffff]/;

/** Node's UTF-8 check is several times as fast as a decoder that checks. */
async function* utf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let cut: Buffer = Buffer.alloc(0);
  let hadWide = false;
  let atStart = true;
  const decode = (chunk: Buffer): string => {
    const text = chunk.toString('utf8');
    hadWide ||= WIDE.test(text);
    const first = atStart && text.startsWith('\ufeff') ? text.slice(1) : text;
    atStart = false;
    return first;
  };
  for await (const chunk of bytes) {
    const whole = cut.length > 0 ? Buffer.concat([cut, chunk]) : chunk;
    const end = endOfCharacters(whole);
    const ready = whole.subarray(0, end);
    cut = whole.subarray(end);
    if (!isUtf8(ready)) {
      const lines = linesBeforeFault(ready);
      yield decode(lines);
      const [onItsLine = ''] = ready.subarray(lines.length).toString('utf8').split('\ufffd', 1);
      throw new WrongEncoding(!hadWide && !WIDE.test(onItsLine));
    }
    yield decode(ready);
  }
  if (cut.length > 0) throw new WrongEncoding(!hadWide);
}

/** The end of the last whole character, because a chunk may end within one. */
function endOfCharacters(chunk: Buffer): number {
  for (let back = 1; back <= Math.min(3, chunk.length); back += 1) {
    const byte = chunk[chunk.length - back] ?? 0;
    if (byte < 0x80) return chunk.length;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return length > back ? chunk.length - back : chunk.length;
    }
  }
  return chunk.length;
}

function linesBeforeFault(chunk: Buffer): Buffer {
  for (let at = 0; ;) {
    const end = chunk.indexOf(0x0a, at);
    if (end === -1 || !isUtf8(chunk.subarray(at, end))) return chunk.subarray(0, at);
    at = end + 1;
  }
}
