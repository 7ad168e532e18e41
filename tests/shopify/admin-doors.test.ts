import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LoaderFunctionArgs } from '@remix-run/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { API_KEY, API_SECRET } from '../sandbox/oauth/app-identity';
import { signIdToken, type IdTokenOptions } from '../sandbox/oauth/id-token';
import { sessionToken } from '../support/doors/buyers';
import { routeShopifyTo } from '../sandbox/http/intercept.mjs';
import { LocalShopify } from '../sandbox/local-shopify';
import { database, type TestDatabase } from '../support/database';
import { SCOPES } from '../support/shops/installed';
import { tinyWorld } from '../support/shops/tiny-world';

const DOMAIN = 'tiny.myshopify.com';
const ROUTES = join(import.meta.dirname, '../../app/routes');
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36';

type Door = (args: LoaderFunctionArgs) => unknown;
/** Every door of merchants, the library's own pages among them. */
const files = ['admin', 'auth'].flatMap((folder) =>
  readdirSync(join(ROUTES, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|server)\.ts$/.test(file))
    // no merchant has signed in yet
    .filter((file) => !['auth/login.tsx', 'auth/entry.ts'].includes(file)),
);

let db: TestDatabase;
let shopify: LocalShopify;
beforeAll(async () => {
  db = await database();
  shopify = await LocalShopify.open({ path: ':memory:' });
  await shopify.addShop(tinyWorld(DOMAIN));
  shopify.install(DOMAIN, { scopes: SCOPES });
  routeShopifyTo((await shopify.listen()).url);
});
afterAll(async () => {
  routeShopifyTo(null);
  await shopify.close();
});

async function doorsOf(file: string): Promise<Door[]> {
  const module: { loader?: Door; action?: Door } = await import(join(ROUTES, file));
  return [module.loader, module.action].filter((door) => door !== undefined);
}

/** A door's reply to a request for data, as App Bridge sends it. */
async function knock(door: Door, headers: Record<string, string>, search = ''): Promise<unknown> {
  const request = new Request(`https://omega.example/app${search}`, {
    headers: { 'user-agent': BROWSER, ...headers },
  });
  try {
    return await door({ request, params: {}, context: {} });
  } catch (answer) {
    if (answer instanceof Response) return answer;
    throw answer;
  }
}

function token(fields: Partial<IdTokenOptions> = {}): string {
  return signIdToken({
    domain: DOMAIN,
    userId: 1,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    expiresInSeconds: 60,
    ...fields,
  });
}

describe.each(files)('the door %s', (file) => {
  it.each([
    ['has a wrong signature', () => `${token().slice(0, -8)}AAAAAAAA`],
    ['another app signed', () => token({ apiSecret: 'another secret' })],
    ['was signed for another app', () => token({ apiKey: 'another app' })],
    ['has expired', () => token({ expiresInSeconds: -60 })],
    ['is none', () => 'nonsense'],
    ['a checkout signed', () => sessionToken({ says: { dest: DOMAIN } })],
    [
      'the accounts of customers signed',
      () => sessionToken({ says: { dest: `https://${DOMAIN}`, sub: 'gid://shopify/Customer/1' } }),
    ],
  ])('refuses a session token that %s with 401', async (_, made) => {
    const doors = await doorsOf(file);
    expect(doors).not.toEqual([]);
    for (const door of doors) {
      const answer = await knock(door, { authorization: `Bearer ${made()}` });
      expect(answer).toBeInstanceOf(Response);
      if (!(answer instanceof Response)) return;
      expect(answer.status).toBe(401);
      expect(answer.headers.get('X-Shopify-Retry-Invalid-Session-Request')).toBe('1');
    }
    expect(await db.query('select id from sessions')).toEqual([]);
  });

  it("refuses a document request with a buyer's token, and redirects one with an expired token to fetch another", async () => {
    const host = Buffer.from('admin.shopify.com/store/tiny').toString('base64url');
    const open = async (door: Door, id_token: string) => {
      const query = new URLSearchParams({ shop: DOMAIN, host, embedded: '1', id_token });
      return await knock(door, {}, `?${query}`);
    };
    for (const door of await doorsOf(file)) {
      for (const dest of [DOMAIN, `https://${DOMAIN}`])
        expect(await open(door, sessionToken({ says: { dest } }))).toMatchObject({ status: 401 });
      for (const old of [token({ expiresInSeconds: -60 }), token({ apiSecret: 'another' })])
        expect(await open(door, old)).toMatchObject({ status: 302 });
    }
  });

  it.each(['Basic abc', 'bearer abc', 'Bearer', 'abc'])(
    'refuses %j as authorization, whatever the address has',
    async (authorization) => {
      for (const door of await doorsOf(file)) {
        const answer = await knock(door, { authorization }, `?id_token=${token()}`);
        expect(answer).toMatchObject({ status: 401 });
      }
    },
  );

  it('redirects a document request without a token to fetch one, and one without a shop to the entrance', async () => {
    for (const door of await doorsOf(file)) {
      const host = Buffer.from('admin.shopify.com/store/tiny').toString('base64url');
      const bounced = await knock(door, {}, `?shop=${DOMAIN}&host=${host}&embedded=1`);
      expect(bounced).toMatchObject({ status: 302 });
      if (bounced instanceof Response)
        expect(bounced.headers.get('location')).toMatch(/^\/auth\/session-token\?shop=tiny/);
      const lost = await knock(door, {});
      expect(lost).toMatchObject({ status: 302 });
      if (lost instanceof Response) expect(lost.headers.get('location')).toBe('/auth/login');
    }
  });
});

describe('a merchant with a good token', () => {
  it('opens the app in the language of the address, and installs the shop once', async () => {
    const { loader } = await import('../../app/routes/admin/layout');
    const authorization = `Bearer ${shopify.idToken(DOMAIN)}`;
    expect(await knock(loader, { authorization }, '?locale=ja-JP')).toMatchObject({
      language: 'ja',
    });
    expect(await knock(loader, { authorization }, '?locale=en')).toMatchObject({ language: 'en' });
    const jobs = await db.query(`select t.identifier, j.payload from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id`);
    expect(jobs).toEqual([{ identifier: 'shop.install', payload: { domain: DOMAIN } }]);
    const [session] = await db.query(
      'select shop, access_token, expires > now() as alive from sessions',
    );
    expect(session).toMatchObject({ shop: DOMAIN, alive: true });
    expect(session?.access_token).toMatch(/^enc:v1:/);
  });

  it('opens it in the shop’s own language, with the parts that the shop uses', async () => {
    const { loader } = await import('../../app/routes/admin/layout');
    const authorization = `Bearer ${shopify.idToken(DOMAIN)}`;
    const display = { language: 'en', nps: false };
    await db.query(
      `insert into shops (domain, scopes, currency, timezone, settings, installed_at)
       values ($1, '{}', 'JPY', 'Asia/Tokyo', $2, now())
       on conflict (domain) do update set settings = excluded.settings`,
      [DOMAIN, { display }],
    );
    expect(await knock(loader, { authorization }, '?locale=ja')).toEqual({
      language: 'en',
      parts: { nps: false, subscriptions: true, trials: true },
    });
  });
});
