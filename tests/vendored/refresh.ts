import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { z } from 'zod';
import { API_VERSION } from '../sandbox/oauth/app-identity';
import { usedCharacters, usualCharacters } from './characters';
import { originsSchema, sha256, vendored, type Origins } from './origins';

/**
 * `npm run refresh:vendored [-- --latest]`: extracts the vendored files again from their packages, in
 * the versions below or the latest. Reads npm's registry and changes no installed package.
 */
const SCHEMA = { name: '@shopify/dev-mcp', version: '1.16.0' };
const FONT = { name: '@expo-google-fonts/noto-sans-jp', version: '0.4.3' };
/** Subsets fonts; only this script needs it. */
const CUTTER = { name: 'subset-font', version: '2.9.0' };

const WEIGHTS = { regular: '400Regular', bold: '700Bold' };

type Package = typeof SCHEMA;
const cut = z.custom<(font: Buffer, text: string, options: object) => Promise<Uint8Array>>();

const latest = process.argv.includes('--latest');
const folder = mkdtempSync(join(tmpdir(), 'omega-vendored-'));
async function refresh(): Promise<void> {
  const made: Origins = {
    files: { ...adminSchema(), ...(await japaneseFont()) },
    moreCharacters: moreCharacters(),
  };
  const text = JSON.stringify(originsSchema.parse(made), null, 2);
  writeFileSync(vendored('origins.json'), `${text}\n`);
}

function adminSchema(): Origins['files'] {
  const root = unpacked(SCHEMA);
  const from = `dist/data/admin_${API_VERSION}.json.gz`;
  const file = `admin-schema/admin_${API_VERSION}.json.gz`;
  copyFileSync(join(root, from), vendored(file));
  copyFileSync(join(root, 'LICENSE'), vendored('admin-schema/LICENSE'));
  return { [file]: originOf(root, from, 'admin-schema/LICENSE', file) };
}

async function japaneseFont(): Promise<Origins['files']> {
  const root = unpacked(FONT);
  const cutter = createRequire(join(installed(CUTTER), 'package.json')).resolve(CUTTER.name);
  const module: unknown = await import(pathToFileURL(cutter).href);
  const subset = z.object({ default: cut }).parse(module).default;
  const text = [...usualCharacters()].join('') + moreCharacters();
  copyFileSync(join(root, 'LICENSE_FONT'), vendored('noto-sans-jp/LICENSE'));
  const files: Origins['files'] = {};
  for (const [weight, name] of Object.entries(WEIGHTS)) {
    const from = `${name}/NotoSansJP_${name}.ttf`;
    const file = `noto-sans-jp/${weight}.ttf.br`;
    const font = await subset(readFileSync(join(root, from)), text, { targetFormat: 'truetype' });
    writeFileSync(
      vendored(file),
      brotliCompressSync(font, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: font.length } }),
    );
    files[file] = originOf(root, from, 'noto-sans-jp/LICENSE', file);
  }
  return files;
}

function moreCharacters(): string {
  const usual = usualCharacters();
  return [...usedCharacters()]
    .filter((character) => !usual.has(character))
    .sort()
    .join('');
}

/** Downloads a package without its dependencies, which one of its files does not need. */
function unpacked({ name, version }: Package): string {
  const into = mkdtempSync(join(folder, 'package-'));
  const spec = `${name}@${latest ? 'latest' : version}`;
  npm('pack', '--silent', '--pack-destination', into, spec);
  const [archive = ''] = readdirSync(into);
  execFileSync('tar', ['-xzf', join(into, archive), '-C', into]);
  return join(into, 'package');
}

/** Installs a package with its dependencies, without running their scripts. */
function installed({ name, version }: Package): string {
  npm('install', '--prefix', folder, '--ignore-scripts', '--no-audit', `${name}@${version}`);
  return join(folder, 'node_modules', name);
}

function npm(...args: string[]): void {
  execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

const manifest = z.object({ name: z.string(), version: z.string() });

function originOf(
  root: string,
  from: string,
  license: string,
  file: string,
): Origins['files'][string] {
  const { name, version } = manifest.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  return { package: name, version, from, license, sha256: sha256(readFileSync(vendored(file))) };
}

try {
  await refresh();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
