import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getFileInfo } from 'prettier';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseEnv } from '../../app/env.server';
import { parseVariables } from '../../deploy/env-file';
import { localProblems } from '../../deploy/local-problems';
import { setUp } from '../../deploy/set-up';
import { tomlProblems, findTomls } from '../../deploy/tomls';
import { bundleExtension } from '../../extensions/bundle';
import { projectFolder } from '../support/processes/ensure-built';

const run = promisify(execFile);
const CLIENT_ID = 'a61950a2cbd5f32876b0b55587ec7a27';
const ADDRESS = 'https://numbers.tea-shop.jp';
const GOOD = ['--client-id', CLIENT_ID, '--url', ADDRESS];

/** A clone of the project with the files that the command reads and writes. */
let clone: string;
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'omega-setup-'));
  for (const name of ['shopify.app.toml', 'shopify.web.toml', '.gitignore'])
    cpSync(join(projectFolder, name), join(clone, name));
  for (const name of ['survey-checkout', 'survey-theme-block'])
    cpSync(join(projectFolder, 'extensions', name), join(clone, 'extensions', name), {
      recursive: true,
      filter: (path) => !/\/(?:dist|manifest\.json)$/.test(path),
    });
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

const text = (name: string): string => readFileSync(join(clone, name), 'utf8');
const there = (...names: string[]) => names.filter((name) => existsSync(join(clone, name)));
const FILES = ['shopify.app.local.toml', '.env.local', 'omega.env'];

/** The findings of `npm run check:shopify` in the clone. */
function problems(): string[] {
  return [...findTomls(clone).flatMap(tomlProblems), ...localProblems(clone)];
}

describe('npm run setup:shopify', () => {
  it('writes three files that agree, all of them ignored by git', async () => {
    const before = readdirSync(clone, { recursive: true, encoding: 'utf8' });
    const said = setUp(clone, GOOD);
    expect(said.slice(0, 3)).toEqual(FILES.map((name) => `${name}: written`));
    expect(problems()).toEqual([]);
    const toml = text('shopify.app.local.toml');
    expect(toml).toContain(`client_id = "${CLIENT_ID}"`);
    expect(toml).toContain(`application_url = "${ADDRESS}"`);
    expect(toml).toContain(`redirect_urls = ["${ADDRESS}/auth/callback"]`);
    expect(toml).not.toContain('omega.example');
    expect(parseVariables(text('.env.local')).get('APP_URL')).toBe(ADDRESS);
    const written = readdirSync(clone, { recursive: true, encoding: 'utf8' })
      .filter((name) => !before.includes(name))
      .toSorted();
    expect(written).toEqual(FILES.toSorted());
    // Prettier reads git's patterns
    const ignorePath = join(clone, '.gitignore');
    for (const name of written)
      expect(await getFileInfo(join(clone, name), { ignorePath })).toMatchObject({ ignored: true });
  });

  it('writes an environment that starts the app once secret and database are filled in', () => {
    const said = setUp(clone, GOOD);
    expect(said).toContain(
      'Still to fill in, in omega.env: SHOPIFY_API_SECRET, DATABASE_URL, MIGRATION_DATABASE_URL.',
    );
    expect(statSync(join(clone, 'omega.env')).mode & 0o777).toBe(0o600);
    const variables = parseVariables(text('omega.env'));
    expect(() => parseEnv(Object.fromEntries(variables))).toThrow(/SHOPIFY_API_SECRET/);
    variables.set('SHOPIFY_API_SECRET', 'secret');
    variables.set('DATABASE_URL', 'postgresql://localhost/omega');
    expect(parseEnv(Object.fromEntries(variables))).toMatchObject({
      SHOPIFY_API_KEY: CLIENT_ID,
      SHOPIFY_APP_URL: ADDRESS,
    });
  });

  it('changes nothing on a second run, and keeps the values filled in', () => {
    setUp(clone, GOOD);
    const filled = text('omega.env').replace('SHOPIFY_API_SECRET=', 'SHOPIFY_API_SECRET=known');
    writeFileSync(join(clone, 'omega.env'), `${filled}LOG_LEVEL=warn\n`);
    writeFileSync(join(clone, '.env.local'), `${text('.env.local')}OTHER=1\n`);
    const before = FILES.map(text);
    expect(setUp(clone, GOOD).slice(0, 3)).toEqual(FILES.map((name) => `${name}: as it should be`));
    expect(FILES.map(text)).toEqual(before);

    const moved = setUp(clone, ['--client-id', CLIENT_ID, '--url', 'https://n.tea-shop.jp']);
    expect(moved.join('\n')).not.toContain('another app');
    const keys = parseVariables(before[2] ?? '').get('TOKEN_ENCRYPTION_KEYS');
    expect(Object.fromEntries(parseVariables(text('omega.env')))).toMatchObject({
      ...{ SHOPIFY_APP_URL: 'https://n.tea-shop.jp', SHOPIFY_API_SECRET: 'known' },
      ...{ TOKEN_ENCRYPTION_KEYS: keys, LOG_LEVEL: 'warn' },
    });
    const other = ['--client-id', CLIENT_ID.replace('a', 'b'), '--url', ADDRESS];
    expect(setUp(clone, other).join('\n')).toContain('omega.env was of another app');
  });

  it('restores a clean tree on --remove, and keeps the keys', () => {
    setUp(clone, GOOD);
    for (const folder of ['extensions/survey-checkout/dist', '.shopify'])
      mkdirSync(join(clone, folder), { recursive: true });
    writeFileSync(join(clone, 'extensions/survey-checkout/manifest.json'), '{}');
    expect(setUp(clone, ['--remove'])).toContain('shopify.app.local.toml: removed');
    const left = [
      '.shopify',
      ...['dist', 'manifest.json'].map((name) => `extensions/survey-checkout/${name}`),
    ];
    expect(there(...FILES, ...left)).toEqual(['omega.env']);
    rmSync(join(clone, 'omega.env'));
    expect(setUp(clone, ['--remove'])).toEqual(['There is nothing to remove.']);
  });

  it('asks for fewer scopes, or for more, by its options', () => {
    setUp(clone, [...GOOD, '--recent-orders-only']);
    expect(text('shopify.app.local.toml')).toContain('scopes = "read_orders,read_customers');
    expect(problems()).toEqual([]);
    setUp(clone, [...GOOD, '--customer-merge']);
    expect(text('shopify.app.local.toml')).toMatch(
      /^scopes = ".*read_all_orders.*,read_customer_merge"$/m,
    );
    expect(text('shopify.app.local.toml')).toContain('topics = ["customers/merge"]');
    expect(problems()).toEqual([]);
  });

  it.each([
    ['without a client id', ['--url', ADDRESS], '--client-id is missing.'],
    ['without an address', ['--client-id', CLIENT_ID], '--url is missing.'],
    ['with an invalid client id', ['--client-id', 'omega', '--url', ADDRESS], '--client-id: '],
    ['with an empty address', ['--client-id', CLIENT_ID, '--url', ''], '--url: '],
    ['with an unknown option', [...GOOD, '--client_id=x'], "Unknown option '--client_id'"],
  ])('%s writes nothing and names the fault', (_, args, said) => {
    expect(() => setUp(clone, args)).toThrow(said);
    expect(there(...FILES)).toEqual([]);
  });

  it('writes nothing if it cannot read one of the files', () => {
    mkdirSync(join(clone, 'omega.env'));
    expect(() => setUp(clone, GOOD)).toThrow('EISDIR');
    expect(there(...FILES)).toEqual(['omega.env']);
  });

  it('prints one sentence and exits with 1 on the command line', async () => {
    const failed = await run(
      process.execPath,
      ['--import', 'tsx', 'deploy/setup.ts', '--client-id', 'omega'],
      { cwd: projectFolder },
    ).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(String(Reflect.get(Object(failed), 'stderr'))).toMatch(
      /^--client-id: "omega" is no client ID;.*\n$/,
    );
  });
});

describe('a set-up', () => {
  const changed = (name: string, from: string, to: string): void => {
    const before = text(name);
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(join(clone, name), after);
  };

  it.each([
    [
      'the extension calls another address',
      '.env.local',
      ADDRESS,
      'https://old.tea-shop.jp',
      '.env.local: APP_URL',
    ],
    [
      'web and worker belong to another app',
      'omega.env',
      CLIENT_ID,
      '',
      'omega.env: SHOPIFY_API_KEY',
    ],
    [
      'web and worker have another address',
      'omega.env',
      ADDRESS,
      `${ADDRESS}/app`,
      'omega.env: SHOPIFY_APP_URL',
    ],
    [
      'the app has another topic',
      'shopify.app.toml',
      '["shop/update"]',
      '["shop/update", "domains/update"]',
      'shopify.app.local.toml: "webhooks" is not as in shopify.app.toml',
    ],
    [
      'the app asks for another scope',
      'shopify.app.toml',
      'read_products,w',
      'read_products,read_returns,w',
      'shopify.app.local.toml: "access_scopes" is not as',
    ],
    ['the id is the placeholder', 'shopify.app.local.toml', CLIENT_ID, 'omega', 'is no client ID'],
    [
      'the address has a path',
      'shopify.app.local.toml',
      `"${ADDRESS}"`,
      `"${ADDRESS}/app"`,
      '/app',
    ],
  ])('is refused if %s', (_, name, from, to, said) => {
    setUp(clone, GOOD);
    changed(name, from, to);
    expect(problems().join('\n')).toContain(said);
  });

  it('is refused if the extension has no address at all', () => {
    setUp(clone, GOOD);
    rmSync(join(clone, '.env.local'));
    expect(problems().join('\n')).toContain('.env.local: APP_URL is not');
  });

  it('has the address to which the extension sends its answers', async () => {
    setUp(clone, GOOD);
    const appUrl = parseVariables(text('.env.local')).get('APP_URL') ?? '';
    const { file } = await bundleExtension('survey-checkout', {
      appUrl,
      outfile: join(clone, 'one.js'),
    });
    expect(readFileSync(file, 'utf8')).toContain(`"${ADDRESS}"`);
  });
});
