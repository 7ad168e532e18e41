import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { BadBytes, CHUNK, growsTooMuch, type Source } from './bytes';
import { FAULTS, zipFault } from './faults';
import { bytesAt, zipDirectory, type ZipEntry } from './zip-directory';

const LOCAL_HEADER = 0x04034b50;

/** The order files in a ZIP, and the names of its other files. */
export interface ZipFiles {
  sources: Source[];
  others: string[];
}

/**
 * Opens the CSVs of a ZIP, one or more, without extracting them to disk.
 * @throws BadOrderExport for an office document, or a damaged, protected or malicious ZIP
 */
export async function zipFiles(path: string, label: string, size: number): Promise<ZipFiles> {
  const file = await open(path);
  try {
    const entries = (await zipDirectory(file, size)).filter(({ name }) => isWanted(name));
    refuseDocument(entries);
    const tables = entries.filter(({ name }) => isTable(name));
    if (tables.length === 0)
      throw zipFault(entries.some(({ name }) => isZip(name)) ? 'nested' : 'noTable');
    for (const entry of entries) refuseHarm(entry);
    if (
      growsTooMuch(
        tables.reduce((sum, entry) => sum + entry.size, 0),
        size,
      )
    )
      throw zipFault('tooMuch');
    const sources: Source[] = [];
    for (const entry of tables)
      sources.push({
        label: `${label}: ${entry.name}`,
        path: `${path}: ${entry.name}`,
        size: entry.size,
        open: await opener(file, path, entry),
      });
    return {
      sources,
      others: entries.filter((entry) => !isTable(entry.name)).map(({ name }) => name),
    };
  } finally {
    await file.close();
  }
}

/** False for folders, and for files that systems add. */
function isWanted(name: string): boolean {
  const last = basename(name);
  return !(
    name.endsWith('/') ||
    name.startsWith('__MACOSX/') ||
    last.startsWith('.') ||
    /^(?:thumbs\.db|desktop\.ini)$/i.test(last)
  );
}

/** Whether a file's name is that of a table. */
export function isTable(name: string): boolean {
  return /\.(?:csv|tsv|txt)(?:\.gz)?$/i.test(name);
}

export function isZip(name: string): boolean {
  return /\.zip$/i.test(name);
}

function refuseDocument(entries: readonly ZipEntry[]): void {
  const names = new Set(entries.map(({ name }) => name));
  if (names.has('xl/workbook.xml') || names.has('xl/workbook.bin')) throw zipFault('excel');
  if (names.has('[Content_Types].xml') || names.has('content.xml')) throw zipFault('document');
  if ([...names].some((name) => /(?:^|\/)Index(?:\/|\.zip$)/.test(name))) throw zipFault('numbers');
}

function refuseHarm({ name, isLink, isEncrypted, method }: ZipEntry): void {
  if (isLink || /^[\\/]|^[A-Za-z]:|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(name))
    throw zipFault('escapes', name);
  if (!isTable(name)) return;
  if (isEncrypted) throw zipFault('encrypted', name);
  if (method !== 0 && method !== 8) throw zipFault('method', name);
}

/** Opens an entry's bytes, any number of times. */
async function opener(
  file: FileHandle,
  path: string,
  entry: ZipEntry,
): Promise<() => AsyncIterable<Buffer>> {
  const header = await bytesAt(file, entry.offset, entry.offset + 30);
  if (header.length < 30 || header.readUInt32LE(0) !== LOCAL_HEADER) throw zipFault('damaged');
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  return () => checked(entry, start, path);
}

async function* checked(entry: ZipEntry, start: number, path: string): AsyncGenerator<Buffer> {
  let given = 0;
  let crc = 0;
  if (entry.compressed > 0) {
    const stored = createReadStream(path, {
      start,
      end: start + entry.compressed - 1,
      highWaterMark: CHUNK,
    });
    const bytes =
      entry.method === 0
        ? stored
        : pipeline(stored, createInflateRaw({ chunkSize: CHUNK }), () => undefined);
    try {
      for await (const chunk of bytes) {
        if (!Buffer.isBuffer(chunk)) continue;
        given += chunk.length;
        if (given > entry.size) throw new BadBytes(FAULTS.zipData);
        crc = crc32(chunk, crc);
        yield chunk;
      }
    } catch (error) {
      throw error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
        ? new BadBytes(FAULTS.zipData)
        : error;
    } finally {
      stored.destroy();
    }
  }
  if (given !== entry.size || crc !== entry.crc) throw new BadBytes(FAULTS.zipData);
}
