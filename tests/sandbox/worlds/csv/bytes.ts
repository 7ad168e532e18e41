import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FAULTS } from './faults';
import type { Said } from './said';

export const CHUNK = 1 << 17;
// A text shrinks 5 to 30 times; what shrinks more is made to fill a disk.
const MOST_SHRUNK = 200;
const UNSUSPECTED = 1 << 26;

/** One file that is read: by itself, or in a ZIP. */
export interface Source {
  /** as a person names it */
  label: string;
  /** where it stands, whatever else has its name */
  path: string;
  /** bytes that `open` hands out, for the progress */
  size: number;
  open(): AsyncIterable<Buffer>;
}

/** Whether bytes grow by more than any text when they are expanded. */
export function growsTooMuch(expanded: number, packed: number): boolean {
  return expanded > UNSUSPECTED && expanded > MOST_SHRUNK * packed;
}

/** The bytes of a file are damaged or too many; the reader knows on which line. */
export class BadBytes extends Error {
  constructor(readonly fault: { expected: Said; found: Said }) {
    super(fault.found.en);
  }
}

export function fileSource(path: string, label: string, size: number): Source {
  return { label, path, size, open: () => createReadStream(path, { highWaterMark: CHUNK }) };
}

/**
 * The bytes of a source; gzip, told by content and not by name, is expanded.
 * @param onRead told how many bytes of the source each chunk took
 * @throws BadBytes when gzip data are damaged, or expand as no text does
 */
export async function* bytesOf(
  source: Source,
  onRead: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let taken = 0;
  const chunks = source.open()[Symbol.asyncIterator]();
  const all = async function* (first: Buffer): AsyncGenerator<Buffer> {
    for (let next: IteratorResult<Buffer> = { value: first }; next.done !== true;) {
      taken += next.value.length;
      onRead(next.value.length);
      yield next.value;
      next = await chunks.next();
    }
  };
  try {
    const first = await chunks.next();
    if (first.done === true) return;
    if (first.value[0] === 0x1f && first.value[1] === 0x8b)
      yield* expanded(all(first.value), () => taken);
    else yield* all(first.value);
  } finally {
    await chunks.return?.();
  }
}

async function* expanded(
  bytes: AsyncGenerator<Buffer>,
  taken: () => number,
): AsyncGenerator<Buffer> {
  const gunzip = pipeline(
    Readable.from(bytes),
    createGunzip({ chunkSize: CHUNK }),
    () => undefined,
  );
  let given = 0;
  try {
    for await (const chunk of gunzip) {
      if (!Buffer.isBuffer(chunk)) continue;
      given += chunk.length;
      if (growsTooMuch(given, taken())) throw new BadBytes(FAULTS.tooMuch);
      yield chunk;
    }
  } catch (error) {
    throw damaged(error);
  }
}

function damaged(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('Z_')) return error;
  const { expected, cutOff, damaged: found } = FAULTS.gzip;
  return new BadBytes({ expected, found: code === 'Z_BUF_ERROR' ? cutOff : found });
}
