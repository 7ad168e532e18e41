import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BadOrderExport } from './bad-order-export';
import { fileSource, type Source } from './bytes';
import { FAULTS } from './faults';
import { isTable, isZip, zipFiles } from './zip';

/** The order files at the given paths, and the names of other files there. */
export interface Sources {
  sources: Source[];
  others: string[];
}

/**
 * Resolves paths to files, and to the CSVs in folders and ZIPs.
 * @throws BadOrderExport when a path has nothing readable
 */
export async function findSources(paths: readonly string[]): Promise<Sources> {
  const found: Sources = { sources: [], others: [] };
  const files = await filesAt(paths);
  for (const path of files) {
    const { sources, others } = await sourcesIn(path).catch((error: unknown) => {
      throw error instanceof BadOrderExport && files.length > 1
        ? error.inFile(basename(path))
        : error;
    });
    found.sources.push(...sources);
    found.others.push(...others);
  }
  return { ...found, sources: withOwnLabels(found.sources) };
}

/**
 * The files at the given paths, with the files of each folder.
 * @throws BadOrderExport when a path does not exist, or a folder has no order file
 */
export async function filesAt(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    if (!(await atPath(path, () => stat(path))).isDirectory()) files.push(path);
    else {
      const inside = (await atPath(path, () => readdir(path))).filter(
        (name) => (isTable(name) || isZip(name)) && !name.startsWith('.'),
      );
      if (inside.length === 0)
        throw new BadOrderExport({ line: null, column: null, ...FAULTS.emptyFolder(path) });
      files.push(...inside.sort().map((name) => join(path, name)));
    }
  }
  return files;
}

async function sourcesIn(path: string): Promise<Sources> {
  const label = basename(path);
  return await atPath(path, async () => {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
      if (buffer.toString('latin1', 0, bytesRead) === 'PK')
        return await zipFiles(path, label, size);
      return { sources: [fileSource(path, label, size)], others: [] };
    } finally {
      await file.close();
    }
  });
}

/** Labels files of the same name by their whole paths. */
function withOwnLabels(sources: readonly Source[]): Source[] {
  return sources.map((source) => {
    const { label, path } = source;
    const isShared = sources.some((other) => other.label === label && other.path !== path);
    return isShared ? { ...source, label: path } : source;
  });
}

async function atPath<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BadOrderExport) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new BadOrderExport({ line: null, column: null, ...FAULTS.unreadable(path, code) });
  }
}
