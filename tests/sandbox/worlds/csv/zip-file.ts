import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipMember {
  name: string;
  content: string | Uint8Array;
  /** 0 stored, 8 deflated (the default) */
  method?: number;
  encrypted?: boolean;
  /** a Unix symbolic link */
  link?: boolean;
  /** a false size for the directory */
  stated?: number;
}

/** The bytes of a ZIP, as common programs write it. */
export function zipOf(members: readonly ZipMember[], { long = false } = {}): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method = 8, encrypted = false, link = false, stated } of members) {
    const bytes = Buffer.from(content);
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800 + (encrypted ? 1 : 0), 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(long ? 0xffffffff : packed.length, 14);
    common.writeUInt32LE(long ? 0xffffffff : (stated ?? bytes.length), 18);
    common.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([u32(0x04034b50), common, title, packed]);
    const extra = long
      ? Buffer.concat([u16(1), u16(16), u64(stated ?? bytes.length), u64(packed.length)])
      : Buffer.alloc(0);
    common.writeUInt16LE(extra.length, 24);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(link ? (0o120777 << 16) >>> 0 : 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([u32(0x02014b50), u16(0x031e), common, rest, title, extra]));
    bodies.push(local);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.concat([
    u32(0x06054b50),
    u32(0),
    u16(long ? 0xffff : members.length),
    u16(long ? 0xffff : members.length),
    u32(long ? 0xffffffff : entries.length),
    u32(long ? 0xffffffff : offset),
    u16(0),
  ]);
  const longEnd = long
    ? [
        u32(0x06064b50),
        u64(44),
        u16(45),
        u16(45),
        u32(0),
        u32(0),
        u64(members.length),
        u64(members.length),
        u64(entries.length),
        u64(offset),
        u32(0x07064b50),
        u32(0),
        u64(offset + entries.length),
        u32(1),
      ]
    : [];
  return Buffer.concat([...bodies, entries, ...longEnd, end]);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
