import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A file of an npm package, stored here so that the package and its dependencies are not installed. */
const originSchema = z.object({
  package: z.string(),
  version: z.string(),
  /** paths of the file and of its licence within the package */
  from: z.string(),
  license: z.string(),
  /** checksum of the file here: shows an edit by hand */
  sha256: z.string(),
});

export const originsSchema = z.object({
  /** by the file's path in this folder */
  files: z.record(z.string(), originSchema),
  /** characters of the font beyond those that every Japanese text needs (`characters.ts`) */
  moreCharacters: z.string(),
});
export type Origins = z.output<typeof originsSchema>;

/** The files in this folder and the origin of each; `refresh.ts` writes the list. */
export function origins(): Origins {
  return originsSchema.parse(JSON.parse(readFileSync(vendored('origins.json'), 'utf8')));
}

/** The path of a vendored file. */
export const vendored = (file: string): string => join(import.meta.dirname, file);

export const sha256 = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');
