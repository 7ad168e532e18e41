import { Readable } from 'node:stream';
import { beforeAll, describe, expect, it } from 'vitest';
import { openMerge } from '../../app/ingest/merge/merge.server';
import { readPart } from '../../app/ingest/import/read-part.server';
import { ORDERS_BULK } from '../../app/shopify/documents/order-bulk';
import { withShop, type ShopId } from '../../app/store/db.server';
import { resultOf } from '../support/numbers/measure';
import type { OrderRecord, VisitRecord } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { NOW, stage } from '../support/shops/import-stage';

const on = await stage();
const { checkUpdates } = await import('../../app/ingest/reconcile/update-check.server');
const { openImport } = await import('../../app/ingest/import/import.server');
await on.work();

const DAY_MS = 86_400_000;
const tea = teaShop({ until: NOW, days: 40, customers: 200, daysBeforeShopify: 0 });
const { domain } = tea.shop;
const orders = [...tea.orders()];
/** Shopify has not found their visits yet. */
const young = orders.filter(
  ({ createdAt, journey }) => journey && Date.parse(createdAt) > NOW.getTime() - DAY_MS,
);
const found = orders.filter((order) => order.journey && !young.includes(order));
let shop: ShopId;

beforeAll(async () => {
  await on.install(tea);
  await on.imported(domain, { history: false });
  shop = await on.shopId(domain);
});

function visitRow(visit: VisitRecord | null): object | null {
  if (visit === null) return null;
  const all = {
    source: visit.source,
    type: visit.sourceType,
    referralCode: visit.referralCode,
    utmSource: visit.utm?.source,
    utmMedium: visit.utm?.medium,
    utmCampaign: visit.utm?.campaign,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null));
}

/** The visits of each order as Shopify stated them at the end of the world, by id. */
function expected(ready: (order: OrderRecord) => boolean): object {
  return Object.fromEntries(
    orders.map((order) => {
      const { id, journey } = order;
      const known = journey !== undefined && ready(order);
      return [
        String(id),
        {
          ready: journey === undefined ? null : known,
          first: known ? visitRow(journey.first) : null,
          last: known ? visitRow(journey.last) : null,
        },
      ];
    }),
  );
}

async function stored(): Promise<object> {
  const rows = await on.db.query(
    `select id::text, visits_ready as ready, first_visit as first, last_visit as last from orders where shop_id = $1`,
    [shop],
  );
  return Object.fromEntries(rows.map(({ id, ...visits }) => [String(id), visits]));
}

const sources = async () =>
  await on.db.query(
    `select distinct source from orders where shop_id = $1 order by source nulls last`,
    [shop],
  );
const isFound = (order: OrderRecord) => !young.includes(order);

/** Merges the result of a bulk query as Shopify states it at a time. */
async function merge(text: string): Promise<void> {
  await readPart(shop, 9, 'orders', Readable.from(resultOf(on.shopify, domain, text)));
  await withShop(shop, async (tx) => (await openMerge(tx, shop, 9, '2026-10-15')).batch(0));
}

describe('the visits before the orders of a shop', () => {
  it('are read with the import, without an address of a page', async () => {
    expect(young.length).toBeGreaterThan(1);
    expect(found.length).toBeGreaterThan(100);
    expect(orders.some(({ journey }) => journey === undefined)).toBe(true);
    expect(await stored()).toEqual(expected(isFound));
    expect(ORDERS_BULK.text).not.toMatch(/landing|referrer|html/i);
    expect((await sources()).map(({ source }) => source)).toEqual([
      'direct',
      'google',
      'google/cpc',
      'instagram/social',
      'line/message',
      'newsletter/email',
      'ocha-blog.example',
      null,
    ]);
  });

  it('stay where a later state lacks them, and reach an order known in a newer one', async () => {
    const [one, other] = found;
    if (one === undefined || other === undefined) throw new Error('no order');
    // a query from before the upgrade, and an earlier answer of Shopify
    const plain = ORDERS_BULK.text.replace(
      /customerJourneySummary \{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}/,
      '',
    );
    expect(plain).not.toContain('Visit');
    await merge(plain);
    expect(await stored()).toEqual(expected(isFound));
    on.shopify.clock.advance(-365 * DAY_MS);
    await merge(ORDERS_BULK.text);
    on.shopify.clock.advance(365 * DAY_MS);
    expect(await stored()).toEqual(expected(isFound));
    await on.db.query(
      `update orders set visits_ready = null, first_visit = null, last_visit = null, source = null,
         updated_at = updated_at + interval '1 day' where shop_id = $1 and id = any($2)`,
      [shop, [one.id, other.id]],
    );
    await merge(ORDERS_BULK.text);
    expect(await stored()).toEqual(expected(isFound));
  });

  it('are read once more, with the history, where it was read without them', async () => {
    await on.db.query(
      `update orders set visits_ready = null, first_visit = null, last_visit = null, source = null where shop_id = $1`,
      [shop],
    );
    await on.db.query('update imports set fact_fields = 1 where shop_id = $1', [shop]);
    await openImport(shop, 'installed');
    await on.imported(domain, { history: false });
    expect(await stored()).toEqual(expected(isFound));
  });

  it('are asked for again at night while Shopify has not found them', async () => {
    on.shopify.clock.advance(DAY_MS);
    await checkUpdates(shop, 'hour');
    await on.imported(domain, { history: false });
    expect(await stored()).toEqual(expected(isFound));
    await checkUpdates(shop, 'night');
    await on.imported(domain, { history: false });
    expect(await stored()).toEqual(expected(() => true));
    on.shopify.clock.advance(-DAY_MS);
  });

  /** Orders that a night would ask for, in a transaction that is rolled back. */
  async function asked(prepare: string, values: unknown[]): Promise<string[]> {
    const { requestVisitsToCome } =
      await import('../../app/ingest/reconcile/visits-to-come.server');
    let ids: string[] = [];
    const tried = withShop(shop, async (tx) => {
      await tx.connection.query(prepare, values);
      await requestVisitsToCome(tx, shop);
      const { rows } = await tx.connection.query<{ id: string }>(
        'select id::text from reread_requests where shop_id = $1 and read_at is null order by id',
        [shop],
      );
      ids = rows.map(({ id }) => id);
      throw new Error('rolled back');
    });
    await expect(tried).rejects.toThrow('rolled back');
    return ids;
  }

  it('are asked for on the nights after the order alone', async () => {
    const [one] = found;
    const ofAge = (daysAgo: number) =>
      asked(
        `update orders set visits_ready = false, processed_at = $3 where shop_id = $1 and id = $2`,
        [shop, one?.id, new Date(NOW.getTime() - daysAgo * DAY_MS)],
      );
    expect(await ofAge(4)).toEqual([String(one?.id)]);
    expect(await ofAge(10)).toEqual([]);
  });

  it('are asked for five thousand orders a night, the oldest, which no later night would ask for', async () => {
    const ids = await asked(
      `insert into orders select (jsonb_populate_record(own, jsonb_build_object(
         'id', 9000000000000 + nth, 'visits_ready', false, 'processed_at', $3::timestamptz - make_interval(mins => nth)))).*
       from orders own, generate_series(1, 5010) nth where shop_id = $1 and id = $2`,
      [shop, found[0]?.id, NOW],
    );
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([5_000, '9000000000011', '9000000005010']);
  });
});
