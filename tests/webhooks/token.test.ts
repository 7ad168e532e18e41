import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { LocalShopify } from '../sandbox/local-shopify';
import { routeShopifyTo } from '../sandbox/http/intercept.mjs';
import { database } from '../support/database';
import { install } from '../support/shops/installed';
import { tinyWorld } from '../support/shops/tiny-world';
import { eventually } from '../support/eventually';

const ROOT = join(import.meta.dirname, '../..');
const DOMAIN = 'tiny.myshopify.com';

const db = await database();
const shopify = await LocalShopify.open({ path: ':memory:' });
const { url } = await shopify.listen();
routeShopifyTo(url);
await shopify.addShop(tinyWorld(DOMAIN));
afterAll(async () => {
  routeShopifyTo(null);
  await shopify.close();
});

beforeEach(async () => {
  await install(shopify, DOMAIN);
  await db.query(`update sessions set expires = now() - interval '1 minute'`);
});

/** The number of access tokens that Shopify has issued. */
const tokens = () => shopify.store.all('select 1 from tokens').length;

/** Processes of the app that all need the shop's token at the same time. */
async function processes(count: number): Promise<string[]> {
  const preload = pathToFileURL(join(ROOT, 'tests/sandbox/http/intercept.mjs')).href;
  const module = pathToFileURL(join(ROOT, 'app/shopify/tokens/offline-token.server.ts')).href;
  const program = `
    const { offlineToken } = await import(${JSON.stringify(module)});
    process.stdout.write('ready');
    await new Promise((begin) => process.stdin.once('data', begin));
    const all = await Promise.all([1, 2, 3].map(() => offlineToken(${JSON.stringify(DOMAIN)})));
    process.stdout.write(' ' + all.join(' '));
    process.exit(0);`;
  const children = Array.from({ length: count }, () =>
    spawn(
      process.execPath,
      ['--import', preload, '--import', 'tsx', '--input-type=module', '--eval', program],
      { cwd: ROOT, env: { ...process.env, OMEGA_SANDBOX_URL: url }, stdio: 'pipe' },
    ),
  );
  const said = children.map(() => '');
  const ended = children.map(async (child, at) => {
    child.stdout.on('data', (piece: Buffer) => (said[at] += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (said[at] += piece.toString()));
    await once(child, 'exit');
  });
  await eventually(() => expect(said.every((text) => text.includes('ready'))).toBe(true));
  for (const child of children) child.stdin.write('go');
  await Promise.all(ended);
  return said.flatMap((text) => text.replace('ready', '').trim().split(' '));
}

it('three processes that need the token of a shop use its refresh token once', async () => {
  const before = tokens();
  const got = await processes(3);
  expect(got).toHaveLength(9);
  expect(new Set(got).size).toBe(1);
  expect(got[0]).toMatch(/^shpat_/);
  expect(tokens() - before).toBe(1);
});

it('more shops than connections renew their tokens at once, and leave connections for others', async () => {
  const { offlineToken } = await import('../../app/shopify/tokens/offline-token.server');
  const { pool } = await import('../../app/store/db.server');
  const domains = Array.from({ length: 24 }, (_, at) => `many-${at}.myshopify.com`);
  for (const domain of domains) {
    await shopify.addShop(tinyWorld(domain));
    await install(shopify, domain);
  }
  await db.query(`update sessions set expires = now() - interval '1 minute'`);
  const all = Promise.all(domains.map((domain) => offlineToken(domain)));
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, pool.totalCount - pool.idleCount)), 1);
  const got = await all.finally(() => clearInterval(watch));
  expect(new Set(got).size).toBe(24);
  expect(most).toBeLessThan(pool.options.max);
});
