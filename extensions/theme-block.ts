import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export const THEME_BLOCK = resolve(import.meta.dirname, 'survey-theme-block');

/** Limits of the block's compressed files; Shopify suggests 10 KB of script. */
export const MOST_BYTES = { 'assets/survey.js': 3 * 1024, 'assets/survey.css': 2 * 1024 };

/** The compressed sizes of the block's files, by name. */
export async function themeBlockBytes(folder = THEME_BLOCK): Promise<Record<string, number>> {
  const weights = Object.keys(MOST_BYTES).map(async (name) => {
    const content = await readFile(join(folder, name));
    return [name, gzipSync(content, { level: 9 }).byteLength] as const;
  });
  return Object.fromEntries(await Promise.all(weights));
}

/**
 * Runs Shopify's theme check on a theme app extension, offline, with the Liquid documentation of its package.
 * @returns one line for each offence, warnings included
 */
export async function themeCheckOffences(folder = THEME_BLOCK): Promise<string[]> {
  const nowhere = await mkdtemp(join(tmpdir(), 'theme-check-'));
  // The package reads these at import. Without them it downloads newer documentation into the user's cache,
  // and the result depends on machine and day.
  process.env.XDG_CACHE_HOME = nowhere;
  process.env.SHOPIFY_TLD_ROOT = nowhere;
  try {
    const { themeCheckRun } = await import('@shopify/theme-check-node');
    const { offenses } = await themeCheckRun(folder, 'theme-check:theme-app-extension');
    return offenses.map(({ uri, start, check, message }) => {
      const place = `${relative(folder, fileURLToPath(uri))}:${start.line + 1}`;
      return `${place} ${check}: ${message}`;
    });
  } finally {
    await rm(nowhere, { recursive: true, force: true });
  }
}
