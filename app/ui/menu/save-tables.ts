import { saveFile } from '../frame/save-file';
import { saveTable } from '../tables/save-table';
import type { TableFile } from '../tables/table-csv';
import { zip } from './zip';

/**
 * Hands tables to the browser's downloads: one as it is, several in one archive, since a browser asks, and may refuse,
 * before a page saves a second file.
 * @param archive its name
 */
export function saveTables(tables: readonly TableFile[], archive: string): void {
  const [first] = tables;
  if (first === undefined) return;
  if (tables.length === 1) saveTable(first);
  else saveFile(new Blob([archiveOf(tables, new Date())], { type: 'application/zip' }), archive);
}

export function archiveOf(tables: readonly TableFile[], at: Date): Uint8Array<ArrayBuffer> {
  const names = distinctNames(tables.map(({ name }) => name));
  const encoder = new TextEncoder();
  return zip(
    tables.map(({ text }, index) => ({ name: names[index] ?? '', content: encoder.encode(text) })),
    at,
  );
}

/** File names of which no two are the same to a file system that ignores case: the second `a.csv` is `a (2).csv`. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf('.');
    let free = name;
    for (let count = 2; taken.has(free.toLowerCase()); count += 1)
      free = `${name.slice(0, dot)} (${count})${name.slice(dot)}`;
    taken.add(free.toLowerCase());
    return free;
  });
}
