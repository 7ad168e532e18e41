import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { monthsEarlier } from '../../app/metrics/calendar';
import { dataOf, MEASURED_CUSTOMER, PAGES, type MeasuredPage } from '../bench/pages/measured-pages';
import { handBook } from '../metrics/books/build';
import { merchantRequest } from '../support/doors/merchant-request';
import { NOW, SCOPES, stage } from '../support/shops/import-stage';
import type { ShopId } from '../../app/store/db.server';
import { APP } from '../support/sources';

const on = await stage();
const { countFiltered } = await import('../../app/metrics/filter/count-filtered.server');
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');
const { shopOf, worldOf } = await import('../support/numbers/measure');

const DOMAIN = 'statements.myshopify.com';
let shop: ShopId;

beforeAll(async () => {
  const book = handBook({
    name: 'statements',
    asOf: '2026-10-16',
    orders: [1, MEASURED_CUSTOMER].flatMap((customer) =>
      ['2026-08-01', '2026-09-01', '2026-10-01'].map((at) => ({ customer, at, amount: 1000 })),
    ),
    settings: { answers: [{ customerId: 1, score: 9, at: '2026-10-02T00:00:00Z' }] },
    expected: {},
  });
  const world = worldOf(book, DOMAIN);
  shop = await shopOf(on.db, world, book.settings);
  const { asOf } = await takeSnapshot(shop, null, NOW);
  // the day that pages compare with
  await takeSnapshot(shop, monthsEarlier(asOf, 1), NOW);
  await on.shopify.addShop(world);
  on.shopify.install(DOMAIN, { scopes: SCOPES });
});

/**
 * Statements of a page's data at most, with those that begin and end a transaction: each is a wait for the database. One that
 * needs more reads together what it reads in turn (`readPage`), or says here why it may not.
 */
const MOST: Record<string, number> = {
  '/app': 13,
  // the customers and their count, each with room for it, the kept lists, and the names at Shopify
  '/app/customers': 21,
  '/app/segments': 13,
  // one statement for each card
  [`/app/customers/${MEASURED_CUSTOMER}`]: 25,
  '/app/ltv': 10,
  '/app/ltv/channels': 10,
  '/app/repeat': 11,
  '/app/stages': 13,
  // the stage of each customer who answered needs tables of its own
  '/app/nps': 22,
  '/app/nps/answers': 18,
  // how many wait, the next of them, and three lists
  '/app/nps/voices': 9,
  '/app/nps/survey': 5,
  '/app/setup': 11,
  '/app/setup/sample': 1,
  '/app/settings': 1,
  '/app/settings/costs': 13,
  // the numbers that costs move are counted from the book, on a second connection too where there is one to spare
  '/app/settings/unit-costs': 46,
  '/app/settings/unit-costs/import': 2,
  '/app/settings/advertising': 18,
  '/app/settings/advertising/channels': 18,
  '/app/settings/advertising/import': 12,
  '/app/settings/products': 7,
  '/app/settings/rules': 8,
  '/app/settings/definitions': 2,
  '/app/settings/data': 12,
  '/app/settings/data/reconcile': 6,
  '/app/settings/display': 2,
  '/app/settings/history': 11,
  '/app/settings/privacy': 8,
};

/** The polled statement, of whose time planning is most. */
const PLANNED_ONCE = 'following: ';

/**
 * What the app sends the database meanwhile, prepared statements with their name; without the settings of a connection, which
 * its first use sends.
 */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const query = pg.Client.prototype.query;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const { name, text } =
      typeof args[0] === 'string' ? { text: args[0] } : (args[0] as pg.QueryConfig);
    if (!text.startsWith('set statement_timeout'))
      sent.push(`${name === undefined ? '' : `${name}: `}${text.trim()}`);
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return sent;
}

async function load(page: MeasuredPage, query = ''): Promise<void> {
  const { loader } = (await import(join(APP, `${page.route}.tsx`))) as {
    loader: (args: ReturnType<typeof merchantRequest>) => Promise<unknown>;
  };
  const asked = merchantRequest(on.shopify.idToken(DOMAIN), dataOf(page, query));
  await loader({ ...asked, params: { id: String(MEASURED_CUSTOMER) } });
}

describe('the data of a page', () => {
  it('is asked of the database in few statements', async () => {
    const over: Record<string, string[]> = {};
    for (const page of PAGES) {
      // the first load notes that the shop was opened, and opens connections
      await load(page);
      // what a page asks to be counted is kept by its second load
      while (await countFiltered(shop, NOW));
      const sent = await statementsOf(() => load(page));
      if (page.compared) {
        expect(sent.filter((text) => text.startsWith('select numbers, series'))).toHaveLength(2);
        expect(sent.filter((text) => text.startsWith(PLANNED_ONCE))).toHaveLength(1);
      }
      if (sent.length > (MOST[page.path] ?? 0)) over[page.path] = sent;
    }
    expect(over).toEqual({});
  });

  it('with cohorts that a count of its own keeps needs one statement more', async () => {
    const [ltv] = PAGES.filter(({ path }) => path === '/app/ltv');
    if (ltv === undefined) throw new Error('no page');
    const query = 'grain=week&measure=orders';
    await load(ltv, query);
    while (await countFiltered(shop, NOW));
    await load(ltv, query);
    const sent = await statementsOf(() => load(ltv, query));
    expect(sent.filter((text) => text.startsWith('select numbers, computed_at'))).toHaveLength(1);
    expect(sent.length).toBeLessThanOrEqual((MOST['/app/ltv'] ?? 0) + 1);
  });
});
