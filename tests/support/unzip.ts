import { crc32 } from 'node:zlib';
import { expect } from 'vitest';

/** A file of an archive. */
export interface Found {
  name: string;
  content: Buffer;
  /** `2026-11-30 23:59:58`, as written */
  time: string;
}

/**
 * Reads an archive of stored files as archive programs do, from its end by the central directory to each file; it has no
 * code of the writer. Fails where two records differ or a check sum is wrong.
 */
export function unzip(bytes: Uint8Array): Found[] {
  const all = Buffer.from(bytes);
  const end = all.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  expect(end).toBe(all.length - 22);
  const count = all.readUInt16LE(end + 10);
  let at = all.readUInt32LE(end + 16);
  expect(at + all.readUInt32LE(end + 12)).toBe(end);
  const found: Found[] = [];
  for (let index = 0; index < count; index += 1) {
    expect(all.toString('latin1', at, at + 4)).toBe('PK\x01\x02');
    // the name is UTF-8, the content stored
    expect([all.readUInt16LE(at + 8), all.readUInt16LE(at + 10)]).toEqual([0x0800, 0]);
    const [time, day] = [all.readUInt16LE(at + 12), all.readUInt16LE(at + 14)];
    const length = all.readUInt16LE(at + 28);
    const local = all.readUInt32LE(at + 42);
    expect(all.toString('latin1', local, local + 4)).toBe('PK\x03\x04');
    // what both records say of the file is the same
    expect(all.subarray(local + 4, local + 30)).toEqual(all.subarray(at + 6, at + 32));
    const start = local + 30 + all.readUInt16LE(local + 26) + all.readUInt16LE(local + 28);
    const content = all.subarray(start, start + all.readUInt32LE(at + 24));
    expect(crc32(content)).toBe(all.readUInt32LE(at + 16));
    found.push({
      name: all.toString('utf8', at + 46, at + 46 + length),
      content,
      time: `${(day >> 9) + 1980}-${(day >> 5) & 15}-${day & 31} ${time >> 11}:${(time >> 5) & 63}:${(time & 31) * 2}`,
    });
    at += 46 + length + all.readUInt16LE(at + 30) + all.readUInt16LE(at + 32);
  }
  expect(at).toBe(end);
  return found;
}
