import { rmSync } from 'node:fs';
import { afterAll, afterEach, expect, it } from 'vitest';
import { freePort } from './processes/ports';
import { database } from '../support/database';
import { dataFolder, endAll, processesOf, start } from '../support/processes/run-command';

const data = dataFolder();
const db = await database();
const TUNNEL = 'https://abc-123.trycloudflare.com';

afterEach(endAll);
afterAll(() => rmSync(data, { recursive: true, force: true }));

/** The environment that `shopify app dev` gives the command in shopify.web.toml. */
const fromCommandLine = async () => ({
  ...{ SHOPIFY_API_KEY: 'a61950a2cbd5f32876b0b55587ec7a27', SHOPIFY_API_SECRET: 'shpss_secret' },
  ...{ HOST: TUNNEL, APP_URL: TUNNEL, NODE_ENV: 'development', PORT: String(await freePort()) },
  ...{ OMEGA_DATA_DIR: data, DATABASE_URL: db.url, MIGRATION_DATABASE_URL: db.ownerUrl },
});

it('runs web and worker under the tunnel’s address, and ends both', async () => {
  const env = await fromCommandLine();
  const running = start('dev:shopify', [], env);
  await running.said(/^https:\/\/abc-123\.trycloudflare\.com is ready\.$/m);
  const shop = 'tiny.myshopify.com';
  const host = Buffer.from('admin.shopify.com/store/tiny').toString('base64url');
  const query = `?embedded=1&shop=${shop}&host=${host}`;
  const ask = async (path: string) =>
    await fetch(`http://127.0.0.1:${env.PORT}${path}`, {
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux)' },
      redirect: 'manual',
    });
  const opened = await ask(`/${query}`);
  expect(opened.headers.get('location')).toBe(`/app${query}`);
  const bounced = await ask(`/app${query}`);
  expect(bounced.headers.get('location')).toMatch(/^\/auth\/session-token\?.*abc-123/);
  expect(processesOf(data).filter(({ args }) => args.includes('build/worker.js'))).toHaveLength(1);
  running.child.kill('SIGTERM');
  const { code, stderr } = await running.ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(processesOf(data)).toEqual([]);
});

it.each([
  ['by hand', { APP_URL: '' }, 'Start this with: shopify app dev'],
  ['with half a database', { MIGRATION_DATABASE_URL: '' }, 'Set DATABASE_URL and MIGRATION_'],
])('says what to do when started %s', async (_, env, said) => {
  const { code, stderr } = await start('dev:shopify', [], { ...(await fromCommandLine()), ...env })
    .ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(new RegExp(`^${said}`));
});
