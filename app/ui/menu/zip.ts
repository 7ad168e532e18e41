/** A file of an archive. */
export interface ZipEntry {
  /** in UTF-8; without a folder */
  name: string;
  content: Uint8Array;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** Version 2.0 of the format reads it. */
const VERSION = 20;
/** General purpose flag: names are UTF-8. */
const UTF8 = 0x0800;

/**
 * A ZIP archive of files that are stored as they are (PKWARE APPNOTE 6.3.10, 4.3): a page's tables are a few KB, and need no
 * library that compresses. For less than 65,536 files and 4 GB.
 * @param at the files' time, written on the reader's clock as the format does
 */
export function zip(entries: readonly ZipEntry[], at: Date): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const path = new TextEncoder().encode(name);
    const about = [
      ...numbers(2, VERSION, UTF8, 0),
      ...numbers(2, timeOf(at), dayOf(at)),
      ...numbers(4, crc32(content), content.length, content.length),
      ...numbers(2, path.length, 0),
    ];
    const local = Uint8Array.from([...numbers(4, LOCAL), ...about]);
    directory.push(
      Uint8Array.from([
        ...numbers(4, CENTRAL),
        ...numbers(2, VERSION),
        ...about,
        ...numbers(2, 0, 0, 0),
        ...numbers(4, 0, offset),
      ]),
      path,
    );
    parts.push(local, path, content);
    offset += local.length + path.length + content.length;
  }
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Uint8Array.from([
    ...numbers(4, END),
    ...numbers(2, 0, 0, entries.length, entries.length),
    ...numbers(4, length, offset),
    ...numbers(2, 0),
  ]);
  return joined([...parts, ...directory, end]);
}

/** Numbers of `size` bytes each, the lowest byte first. */
function numbers(size: number, ...values: number[]): number[] {
  return values.flatMap((value) =>
    Array.from({ length: size }, (_, at) => (value >>> (8 * at)) & 0xff),
  );
}

/** Two seconds are the smallest step of the format. */
function timeOf(at: Date): number {
  return (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1);
}

/** Years count from 1980. */
function dayOf(at: Date): number {
  return ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
}

/** The check sum of ISO 3309 over bytes. */
function crc32(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
