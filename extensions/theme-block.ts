import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

export const THEME_BLOCK = resolve(import.meta.dirname, 'survey-theme-block');

/** What a buyer's browser may have to load for the block, compressed; Shopify suggests 10 KB of script. */
export const MOST_BYTES = { 'assets/survey.js': 3 * 1024, 'assets/survey.css': 2 * 1024 };

/** What the block's files weigh compressed, by their name. */
export async function themeBlockBytes(folder = THEME_BLOCK): Promise<Record<string, number>> {
  const weights = Object.keys(MOST_BYTES).map(async (name) => {
    const content = await readFile(join(folder, name));
    return [name, gzipSync(content, { level: 9 }).byteLength] as const;
  });
  return Object.fromEntries(await Promise.all(weights));
}

/**
 * What Shopify's theme check says of a theme app extension, one line each, warnings included. It asks
 * nobody: the documentation of Liquid that it compares with is the one in its package.
 */
export async function themeCheckOffences(folder = THEME_BLOCK): Promise<string[]> {
  const nowhere = await mkdtemp(join(tmpdir(), 'theme-check-'));
  // Read when the package is loaded. Otherwise it downloads newer documentation into the user's cache,
  // and another machine, or another day, has another opinion.
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
