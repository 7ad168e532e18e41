import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  MOST_BYTES,
  THEME_BLOCK,
  themeBlockBytes,
  themeCheckOffences,
} from '../../../extensions/theme-block';
import { appBlock } from '../../sandbox/storefront/theme/block';
import { localeTexts } from '../../sandbox/storefront/theme/locales';

/** The extension with one of its files changed. */
async function changed(file: string, change: (text: string) => string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'survey-theme-block-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(THEME_BLOCK, folder, { recursive: true });
  const text = await readFile(join(folder, file), 'utf8');
  await writeFile(join(folder, file), change(text));
  return folder;
}

describe('Shopify’s theme check', () => {
  it('finds no fault in the block, and uses no network', async () => {
    const asked = vi.spyOn(https, 'request');
    onTestFinished(() => {
      asked.mockRestore();
    });
    expect(await themeCheckOffences()).toEqual([]);
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([
    ['blocks/survey.liquid', "'survey.send' | t", "'survey.sendd' | t", 'TranslationKeyExists'],
    ['blocks/survey.liquid', '{%- liquid', "{% include 'x' %}{%- liquid", 'AppBlockValidTags'],
    ['blocks/survey.liquid', 'assign follow =', 'assign unused =', 'UnusedAssign'],
    ['locales/ja.json', '"send": "送信する",', '', 'MatchingTranslations'],
    ['locales/ja.schema.json', '"label": "見出し",', '', 'MatchingTranslations'],
  ])('finds the fault in %s: %s', async (file, right, wrong, check) => {
    const folder = await changed(file, (text) => text.replace(right, wrong));
    const offences = await themeCheckOffences(folder);
    expect(offences.join('\n')).toContain(check);
    expect(offences.join('\n')).toContain(`${file}:`);
  });
});

describe('the block', () => {
  it('keeps to its size limits', async () => {
    const bytes = await themeBlockBytes();
    expect(Object.keys(bytes)).toEqual(Object.keys(MOST_BYTES));
    for (const [name, most] of Object.entries(MOST_BYTES))
      expect(bytes[name]).toBeLessThanOrEqual(most);
    const heavy = await changed('assets/survey.js', () => randomBytes(8_000).toString('base64'));
    expect((await themeBlockBytes(heavy))['assets/survey.js']).toBeGreaterThan(7_000);
  });

  it('has no file that Shopify refuses at deployment, and loads nothing from other hosts', async () => {
    expect((await readdir(THEME_BLOCK)).sort()).toEqual([
      ...['assets', 'blocks', 'locales', 'shopify.extension.toml'],
    ]);
    const toml = parse(await readFile(join(THEME_BLOCK, 'shopify.extension.toml'), 'utf8'));
    expect(toml).toMatchObject({ type: 'theme', uid: expect.stringMatching(/^[\da-f-]{36}$/) });
    for (const file of ['blocks/survey.liquid', 'assets/survey.js', 'assets/survey.css'])
      expect(await readFile(join(THEME_BLOCK, file), 'utf8')).not.toMatch(/https?:|\/\/\w|@import/);
  });

  it.each(['en', 'ja'])('has a name in %s that the theme editor can show', (language) => {
    const texts = localeTexts(join(THEME_BLOCK, 'locales'), language, '.schema.json');
    expect([...(texts.get('block.name') ?? '')].length).toBeLessThanOrEqual(25);
    expect(appBlock().schema.name).toBe('t:block.name');
  });
});
