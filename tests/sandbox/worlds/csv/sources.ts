import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { BadOrderExport } from './bad-order-export';
import { fileSource, type Source } from './bytes';
import { FAULTS } from './faults';

/**
 * The files of orders that paths lead to.
 * @throws BadOrderExport when a path leads to nothing that can be read
 */
export async function findSources(paths: readonly string[]): Promise<Source[]> {
  const sources: Source[] = [];
  for (const path of paths) sources.push(await sourceAt(path));
  return sources;
}

async function sourceAt(path: string): Promise<Source> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error('a folder'), { code: 'EISDIR' });
    return fileSource(path, basename(path), found.size);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new BadOrderExport({ line: null, column: null, ...FAULTS.unreadable(path, code) });
  }
}
