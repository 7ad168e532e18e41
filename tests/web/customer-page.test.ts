import { beforeAll, describe, expect, it } from 'vitest';
import { merchantRequest } from '../support/doors/merchant-request';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import { handBook } from '../metrics/books/build';
import { shopIdSchema, type ShopId } from '../../app/store/db.server';

const on = await stage();
const { loader } = await import('../../app/routes/admin/customers/profile');
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');
const { sql, withShop } = await import('../../app/store/db.server');
const { moveAnswersOfMerged } = await import('../../app/ingest/merge/merged-customers.server');
const { rememberErased } = await import('../../app/store/secrets/erased-ids.server');
const { shopOf, worldOf } = await import('../support/numbers/measure');

const DOMAIN = 'profile.myshopify.com';
let shop: ShopId;

beforeAll(async () => {
  const book = handBook({
    name: 'profile',
    asOf: '2026-10-16',
    orders: [
      ...['2026-08-01', '2026-09-01', '2026-10-01'].map((at) => ({
        customer: 1,
        at,
        amount: 1000,
      })),
      { customer: 2, at: '2026-10-02', amount: 1000, test: true },
    ],
    customers: [{ id: 1, firstName: '花子', lastName: '山田' }],
    settings: { answers: [{ customerId: 1, score: 4, at: '2026-10-02T00:00:00Z' }] },
    expected: {},
  });
  const world = worldOf(book, DOMAIN);
  shop = shopIdSchema.parse(await shopOf(on.db, world, book.settings));
  await takeSnapshot(shop, null, NOW);
  await on.shopify.addShop(world);
  on.shopify.install(DOMAIN, { scopes: SCOPES });
});

async function open(id: string, query = '') {
  const request = merchantRequest(on.shopify.idToken(DOMAIN), `/app/customers/${id}${query}`);
  return await loader({ ...request, params: { id } });
}

/** The status and the problem of a refusal. */
async function refusal(id: string, query = ''): Promise<unknown> {
  try {
    await open(id, query);
    return null;
  } catch (answer) {
    if (!(answer instanceof Response)) throw answer;
    return [answer.status, await answer.json()];
  }
}

describe('the door of one customer', () => {
  it('shows where the customer stands, with the name as Shopify has it now', async () => {
    const { view } = await open('1');
    expect(view).toMatchObject({
      stage: { stage: 'loyal' },
      state: { state: 'active' },
      name: { first: '花子', last: '山田' },
      action: { key: 'unhappyLate' },
      orders: { total: 3, counted: 3 },
    });
    expect(view?.answers).toMatchObject([{ score: 4, handled: 'open' }]);
  });

  it('stores no name', async () => {
    const tables = await on.db.query(
      `select relname::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    for (const { name } of tables) {
      const [found] = await on.db.query(
        `select count(*)::int as rows from ${String(name)} t where t::text like '%花子%'`,
      );
      expect([name, found?.rows]).toEqual([name, 0]);
    }
  });

  it('shows the stage of a past day once its numbers are kept', async () => {
    expect((await open('1', '?asOf=2026-09-10')).view).toBeNull();
    await takeSnapshot(shop, '2026-09-10', NOW);
    const { view } = await open('1', '?asOf=2026-09-10');
    expect(view).toMatchObject({ stage: { stage: 'customer' }, orders: { total: 2 } });
  });

  it('has a page for a customer whose orders are all left out', async () => {
    expect((await open('2')).view).toMatchObject({
      ...{ stage: null, action: null },
      orders: { total: 1, counted: 0, orders: [{ leftOut: 'test' }] },
    });
  });

  it.each(['3', '0', '-1', '1e1', '01', '99999999999999999999', 'null', ''])(
    'has no page for %j',
    async (id) => {
      expect(await refusal(id)).toEqual([404, { problem: 'customer' }]);
      expect(await refusal(id, '?asOf=2026-08-20')).toEqual([404, { problem: 'customer' }]);
    },
  );

  it('leads from a customer who was merged to the one who stays, over several merges', async () => {
    await withShop(shop, async (tx) => {
      for (const [gone, kept] of [
        ['81', '82'],
        ['82', '1'],
      ])
        await moveAnswersOfMerged(tx, shop, sql`select ${gone} as gone, ${kept} as kept`);
    });
    for (const id of ['81', '82'])
      expect(await refusal(id)).toEqual([404, { problem: 'mergedCustomer', into: '1' }]);
    expect((await open('1')).view).not.toBeNull();
  });

  it('says of an erased customer that they were erased', async () => {
    await withShop(shop, (tx) => rememberErased(tx, shop, { customers: ['77'], orders: [] }));
    expect(await refusal('77')).toEqual([404, { problem: 'erasedCustomer' }]);
    expect(await refusal('3')).toEqual([404, { problem: 'customer' }]);
  });
});
