import type { FileHandle } from 'node:fs/promises';
import { zipFault } from './faults';

/** An entry of the directory at the end of a ZIP. */
export interface ZipEntry {
  name: string;
  isEncrypted: boolean;
  isLink: boolean;
  /** 0 stored, 8 deflated */
  method: number;
  crc: number;
  compressed: number;
  size: number;
  /** start of its own header */
  offset: number;
}

const END = 0x06054b50;
const END_64_LOCATOR = 0x07064b50;
const END_64 = 0x06064b50;
const ENTRY = 0x02014b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
// A directory of a few hundred files takes some 50 KB.
const LONGEST_DIRECTORY = 1 << 24;
const UNIX_LINK = 0o120000;

/**
 * Reads a ZIP's directory (PKWARE's APPNOTE 4.3, with ZIP64).
 * @throws BadOrderExport when the directory is missing or damaged
 */
export async function zipDirectory(file: FileHandle, size: number): Promise<ZipEntry[]> {
  const tail = await bytesAt(file, Math.max(0, size - END_LENGTH - LONGEST_COMMENT), size);
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at === -1 || at + END_LENGTH > tail.length || tail.readUInt32LE(at) !== END)
    throw zipFault('cutOff');
  const end = size - tail.length + at;
  const stated = (await directoryIn64(file, tail, at)) ?? {
    entries: tail.readUInt16LE(at + 10),
    length: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
    end,
  };
  if (stated.length > LONGEST_DIRECTORY) throw zipFault('tooMuch');
  if (stated.offset + stated.length !== stated.end) throw zipFault('damaged');
  const directory = await bytesAt(file, stated.offset, stated.end);
  const entries: ZipEntry[] = [];
  let from = 0;
  while (entries.length < stated.entries) {
    const { entry, next } = readEntry(directory, from);
    entries.push(entry);
    from = next;
  }
  return entries;
}

interface Directory {
  entries: number;
  length: number;
  offset: number;
  /** end of the directory */
  end: number;
}

/** Reads the ZIP64 form, which some programs write for every ZIP. */
async function directoryIn64(
  file: FileHandle,
  tail: Buffer,
  at: number,
): Promise<Directory | undefined> {
  const locator = at - 20;
  if (locator < 0 || tail.readUInt32LE(locator) !== END_64_LOCATOR) return undefined;
  const place = Number(tail.readBigUInt64LE(locator + 8));
  const record = await bytesAt(file, place, place + 56);
  if (record.length < 56 || record.readUInt32LE(0) !== END_64) throw zipFault('damaged');
  return {
    entries: Number(record.readBigUInt64LE(32)),
    length: Number(record.readBigUInt64LE(40)),
    offset: Number(record.readBigUInt64LE(48)),
    end: place,
  };
}

function readEntry(directory: Buffer, at: number): { entry: ZipEntry; next: number } {
  if (at + 46 > directory.length || directory.readUInt32LE(at) !== ENTRY) throw zipFault('damaged');
  const flags = directory.readUInt16LE(at + 8);
  const nameEnd = at + 46 + directory.readUInt16LE(at + 28);
  const extraEnd = nameEnd + directory.readUInt16LE(at + 30);
  const next = extraEnd + directory.readUInt16LE(at + 32);
  if (next > directory.length) throw zipFault('damaged');
  const sizes = [
    directory.readUInt32LE(at + 24),
    directory.readUInt32LE(at + 20),
    directory.readUInt32LE(at + 42),
  ];
  const [size = 0, compressed = 0, offset = 0] = longForm(
    sizes,
    directory.subarray(nameEnd, extraEnd),
  );
  const entry = {
    name: nameOf(directory.subarray(at + 46, nameEnd)),
    isEncrypted: (flags & 1) === 1,
    isLink: ((directory.readUInt32LE(at + 38) >>> 16) & 0o170000) === UNIX_LINK,
    method: directory.readUInt16LE(at + 10),
    crc: directory.readUInt32LE(at + 16),
    compressed,
    size,
    offset,
  };
  return { entry, next };
}

/** Takes sizes and offsets over 32 bits from the ZIP64 extra field, in this order. */
function longForm(values: readonly number[], extra: Buffer): number[] {
  if (!values.includes(0xffffffff)) return [...values];
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let from = at + 4;
    return values.map((value) => {
      if (value !== 0xffffffff) return value;
      if (from + 8 > extra.length) throw zipFault('damaged');
      from += 8;
      return Number(extra.readBigUInt64LE(from - 8));
    });
  }
  throw zipFault('damaged');
}

/** A name in UTF-8, or in the encoding of the computer that made the ZIP. */
function nameOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}

/** The bytes of the file from one offset to another, or to its end. */
export async function bytesAt(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(Math.max(0, to - from));
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}
