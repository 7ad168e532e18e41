import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import { parse } from 'smol-toml';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bundleExtension } from '../../extensions/bundle';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDER = join(ROOT, 'extensions/survey-checkout');
const SURFACES = join(ROOT, 'node_modules/@shopify/ui-extensions/build/ts/surfaces');
const TARGETS = ['purchase.thank-you.block.render', 'customer-account.order-status.block.render'];

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');

/** The keys of Shopify that the app uses. Shopify ignores a misspelt key; this schema refuses it. */
const extensionToml = z.strictObject({
  api_version: z.literal('2026-07'),
  extensions: z.tuple([
    z.strictObject({
      type: z.literal('ui_extension'),
      name: z.literal('t:name'),
      description: z.literal('t:description'),
      handle: z.string().regex(/^[a-z][a-z-]{1,49}$/),
      uid: z.uuid(),
      targeting: z.array(z.strictObject({ module: z.string(), target: z.enum(TARGETS) })),
      capabilities: z.strictObject({ network_access: z.literal(true) }),
    }),
  ]),
});

/** A locale file's texts by their keys, `reason.other`. */
function textsOf(language: string): Map<string, string> {
  const found = new Map<string, string>();
  const look = (path: string, value: unknown): void => {
    if (typeof value === 'string') found.set(path, value);
    else
      for (const [key, inner] of Object.entries(z.record(z.string(), z.unknown()).parse(value)))
        look(path === '' ? key : `${path}.${key}`, inner);
  };
  look('', JSON.parse(read(FOLDER, 'locales', `${language}.json`)));
  return found;
}

const sources = readdirSync(join(FOLDER, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => read(FOLDER, 'src', file))
  .join('\n');

describe('shopify.extension.toml of the checkout survey', () => {
  const checked = extensionToml.safeParse(parse(read(FOLDER, 'shopify.extension.toml')));

  it('has only keys that Shopify knows', () => {
    expect(checked.error?.issues).toBeUndefined();
  });

  it('has one module per target, under the exact name of its file', () => {
    const targeting = checked.data?.extensions[0].targeting ?? [];
    expect(targeting.map(({ target }) => target)).toEqual(TARGETS);
    const files = readdirSync(join(FOLDER, 'src')).map((file) => `./src/${file}`);
    for (const { module } of targeting) expect(files).toContain(module);
  });

  it('is beside the tsconfig.json without which the bundler looks for React', () => {
    const { compilerOptions } = z
      .looseObject({ compilerOptions: z.looseObject({}) })
      .parse(JSON.parse(read(FOLDER, 'tsconfig.json')));
    expect(compilerOptions).toMatchObject({ jsx: 'react-jsx', jsxImportSource: 'preact' });
  });
});

describe('the texts of the checkout survey', () => {
  const en = textsOf('en.default');
  const ja = textsOf('ja');
  const places = (text: string | undefined) => text?.match(/\{\{\w+\}\}/g)?.toSorted() ?? [];

  it('exist in both languages, with the same placeholders', () => {
    expect([...ja.keys()]).toEqual([...en.keys()]);
    for (const [key, text] of en) {
      expect(new Set(places(ja.get(key))), key).toEqual(new Set(places(text)));
      expect(ja.get(key), key).not.toBe(text);
    }
  });

  it('are exactly those that the sources use', () => {
    // A composed key, `reason.${reason}`, uses every key with its beginning.
    const asked = [...sources.matchAll(/\bsay\(\s*['`]([\w.]+)(\$?)/g)].map(
      ([, key = '', open]) => ({ key, open: open === '$' }),
    );
    const ours = ['name', 'description', 'send', 'retry', 'sending', 'failed'];
    for (const { key, open } of asked) if (!open) expect([...en.keys()], key).toContain(key);
    const unasked = [...en.keys()].filter(
      (text) =>
        !ours.includes(text) &&
        !asked.some(({ key, open }) => (open ? text.startsWith(key) : text === key)),
    );
    expect(unasked).toEqual([]);
  });

  it('say who sees an answer and how it is deleted', () => {
    expect(en.get('privacy')).toMatch(/sees your answer.*delete/);
    expect(ja.get('privacy')).toMatch(/確認します.*削除/);
  });
});

describe('the elements of the checkout survey', () => {
  const names = new Set([...sources.matchAll(/<s-([a-z-]+)/g)].map(([, name = '']) => name));
  const files = [...names].map((name) =>
    `${name}.d.ts`.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
  );

  it.each(files)('look alike in checkout and customer account: %s', (file) => {
    const declared = (surface: string) => read(SURFACES, surface, 'components', file);
    expect(declared('customer-account')).toBe(declared('checkout'));
  });
});

describe('the bundle of the checkout survey', () => {
  const folder = mkdtempSync(join(tmpdir(), 'omega-bundle-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('registers both targets, and weighs no more than 13 KB compressed', async () => {
    const { file, gzipBytes } = await bundleExtension('survey-checkout', {
      outfile: join(folder, 'deployed.js'),
    });
    const registered: string[] = [];
    const shopify = { extend: (target: string) => registered.push(target) };
    runInNewContext(read(file), { shopify });
    expect(registered).toEqual(TARGETS);
    expect(gzipBytes).toBeLessThanOrEqual(13 * 1024);
  });

  it('calls the app at its address in shopify.app.toml', async () => {
    const { application_url: url } = z
      .looseObject({ application_url: z.url() })
      .parse(parse(read(ROOT, 'shopify.app.toml')));
    expect(read(FOLDER, 'src/app-url.ts')).toContain(`'${new URL(url).origin}'`);

    const { file } = await bundleExtension('survey-checkout', {
      outfile: join(folder, 'developed.js'),
      appUrl: 'https://tunnel.example',
    });
    expect(read(file)).toContain('https://tunnel.example');
    expect(read(file)).not.toContain(new URL(url).origin);
  });
});
