import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ShopId } from '../../app/store/db.server';
import { handBook } from '../metrics/books/build';
import { merchantRequest } from '../support/doors/merchant-request';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import { addShop } from '../support/shops/shop';

const on = await stage();
const { shopOf, worldOf } = await import('../support/numbers/measure');
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');
const counts = await import('../../app/routes/admin/customers/counts');
const segments = await import('../../app/routes/admin/segments/route');

const DOMAIN = 'own-segments.myshopify.com';
const ASOF = '2026-10-16';
let shop: ShopId;
let other: ShopId;

/** Twelve customers: one purchase of 1,000 each, the first four a second one of 3,000; 0 to 10 points of eleven. */
const book = handBook({
  name: 'own segments',
  asOf: ASOF,
  orders: Array.from({ length: 12 }, (_, at) => at + 1).flatMap((customer) => [
    { customer, at: '2026-08-01', amount: 1000 },
    ...(customer <= 4 ? [{ customer, at: '2026-09-01', amount: 3000 }] : []),
  ]),
  settings: {
    answers: Array.from({ length: 11 }, (_, score) => ({
      ...{ customerId: score + 1, score, at: '2026-10-10T00:00:00Z' },
    })),
  },
  expected: {},
});

beforeAll(async () => {
  const world = worldOf(book, DOMAIN);
  shop = await shopOf(on.db, world, book.settings);
  other = await addShop(on.db, 'others-segments.myshopify.com');
  await on.shopify.addShop(world);
  on.shopify.install(DOMAIN, { scopes: SCOPES });
});

beforeEach(async () => {
  await on.db.query('delete from saved_views');
  await on.db.query(
    `insert into saved_views (shop_id, id, name, who) values
      ($1, 1, 'everybody', 'v1 n.1..'), ($1, 2, 'twice', 'v1 n.2..'), ($1, 3, 'nobody', 'v1 n.50..'), ($1, 4, 'of old', 'v0 what'),
      ($2, 5, 'theirs', 'v1 n.1..')`,
    [shop, other],
  );
  await takeSnapshot(shop, null, NOW);
});

const request = (path: string, form?: Record<string, string>) =>
  merchantRequest(on.shopify.idToken(DOMAIN), path, form);

async function say(form: Record<string, string>): Promise<{ status: number; body: unknown }> {
  const asked = segments.action(request('/app/segments', { version: '0', ...form }));
  const answer = await asked.catch((error: unknown) => error);
  if (!(answer instanceof Response)) throw answer;
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

const messageOf = async (id: number) =>
  (await on.db.query('select message from saved_views where id = $1', [id]))[0]?.message;

describe('the lists of customers that a shop keeps', () => {
  it('say what their customers are worth, in one pass', async () => {
    const answer = await counts.loader(request('/app/customers/counts?worth=yes'));
    expect(await answer.json()).toEqual({
      counts: {
        '1': {
          ...{ customers: 12, revenue: 24_000, repeaters: 4 },
          ...{ answers: 11, promoters: 2, detractors: 7 },
        },
        '2': {
          ...{ customers: 4, revenue: 16_000, repeaters: 4 },
          ...{ answers: 4, promoters: 0, detractors: 4 },
        },
        '3': {
          ...{ customers: 0, revenue: 0, repeaters: 0 },
          ...{ answers: 0, promoters: 0, detractors: 0 },
        },
      },
    });
  });

  it('keep their size of each day by its latest count, and lose it with the list', async () => {
    const sizes = async () =>
      await on.db.query(
        `select view_id as id, as_of::text as day, customers from saved_view_sizes where shop_id = $1 order by 2, 1`,
        [shop],
      );
    const kept = [12, 4, 0].map((customers, at) => ({ id: at + 1, day: ASOF, customers }));
    expect(await sizes()).toEqual(kept);
    // the day's next count decides, and the next day's is another row
    await on.db.query('update saved_view_sizes set customers = 99 where view_id = 2');
    await takeSnapshot(shop, null, NOW);
    await takeSnapshot(shop, null, new Date(NOW.getTime() + 86_400_000));
    expect((await sizes()).filter(({ id }) => id === 2)).toEqual([
      { id: 2, day: ASOF, customers: 4 },
      { id: 2, day: '2026-10-17', customers: 4 },
    ]);
    await on.db.query('delete from saved_views where id = 2');
    expect((await sizes()).map(({ id }) => id)).toEqual([1, 3, 1, 3]);
  });

  it('keep what the merchant says to their customers', async () => {
    const saved = await say({ list: '1', text: ' Thank you.\r\nSee you. ', before: '' });
    expect(saved).toEqual({ status: 200, body: { savedList: '1' } });
    expect(await messageOf(1)).toBe('Thank you.\nSee you.');
    expect(await say({ list: '1', text: 'Other words', before: 'Not these' })).toEqual({
      status: 409,
      body: { refused: 'meanwhile', list: '1', text: 'Other words' },
    });
    const long = 'あ'.repeat(601);
    expect(await say({ list: '1', text: long, before: 'Thank you.\nSee you.' })).toEqual({
      status: 422,
      body: { refused: 'tooLong', list: '1', text: long },
    });
    expect(await messageOf(1)).toBe('Thank you.\nSee you.');
    await say({ list: '1', text: '', before: 'Thank you.\r\nSee you.' });
    expect(await messageOf(1)).toBeNull();
  });

  it('are nothing to another shop', async () => {
    for (const list of ['5', '77', '-1', 'x', '9'.repeat(30)])
      expect((await say({ list, text: 'Hello', before: '' })).status).toBe(404);
    expect(await messageOf(5)).toBeNull();
  });
});
