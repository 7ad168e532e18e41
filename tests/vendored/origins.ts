import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** A file of an npm package that is kept here, so that the package and all that it needs is not installed. */
const originSchema = z.object({
  package: z.string(),
  version: z.string(),
  /** the file within the package, and its licence's */
  from: z.string(),
  license: z.string(),
  /** of the file here: what was edited by hand is noticed */
  sha256: z.string(),
});

export const originsSchema = z.object({
  /** by the file's path in this folder */
  files: z.record(z.string(), originSchema),
  /** characters of the font beyond those that every Japanese text needs (`characters.ts`) */
  moreCharacters: z.string(),
});
export type Origins = z.output<typeof originsSchema>;

/** What is kept here, and where each file comes from; `refresh.ts` writes it. */
export function origins(): Origins {
  return originsSchema.parse(JSON.parse(readFileSync(vendored('origins.json'), 'utf8')));
}

/** The path of a file that is kept here. */
export const vendored = (file: string): string => join(import.meta.dirname, file);

export const sha256 = (content: Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');
