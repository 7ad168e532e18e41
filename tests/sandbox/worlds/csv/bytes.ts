import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FAULTS } from './faults';
import type { Said } from './said';

export const CHUNK = 1 << 17;
// Text compresses 5 to 30 times; a higher ratio is an attack that fills the disk.
const MOST_SHRUNK = 200;
const UNSUSPECTED = 1 << 26;

/** One file to read, plain or in a ZIP. */
export interface Source {
  /** its name for the user */
  label: string;
  /** its unique path */
  path: string;
  /** number of bytes from `open`, for the progress */
  size: number;
  open(): AsyncIterable<Buffer>;
}

/** Whether the data expand more than any text does. */
export function growsTooMuch(expanded: number, packed: number): boolean {
  return expanded > UNSUSPECTED && expanded > MOST_SHRUNK * packed;
}

/** The bytes of a file are damaged or too many; the caller adds the line. */
export class BadBytes extends Error {
  constructor(readonly fault: { expected: Said; found: Said }) {
    super(fault.found.en);
  }
}

export function fileSource(path: string, label: string, size: number): Source {
  return { label, path, size, open: () => createReadStream(path, { highWaterMark: CHUNK }) };
}

/**
 * The bytes of a source; gzip, recognised by content and not by name, is expanded.
 * @param onRead called with the number of the source's bytes in each chunk
 * @throws BadBytes when gzip data are damaged, or expand more than any text
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
