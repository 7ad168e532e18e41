import { beforeAll, describe, expect, it } from 'vitest';
import { readProfile, type Profile } from '../../app/metrics/profile/read-profile.server';
import { metricSettingsSchema } from '../../app/metrics/settings';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { Way } from '../../app/metrics/stages/stage-ways';
import { withShop, type ShopId } from '../../app/store/db.server';
import { shopById } from '../../app/store/shops/shops';
import { STAGES } from '../../app/terms/stages';
import { database } from '../support/database';
import { measured, shopWith } from '../support/numbers/measure';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { dayAfter, handBook } from './books/build';
import { handOrder } from './books/hand-order';
import type { Book } from './oracle/book';
import { ledgerOfBook } from './oracle/book-ledger';
import { dayOf, dayText } from './oracle/calendar';
import { statusOf } from './oracle/lapse';
import { marginOf } from './oracle/margin';
import { must } from './oracle/must';
import { median } from './oracle/percentile';
import type { Buyer } from './oracle/purchases';
import { decilesOf } from './oracle/ranks';
import { toNumber } from './oracle/ratio';
import { rfmCells } from './oracle/rfm';
import { segmentOf } from './oracle/segments';
import type { OracleSettings } from './oracle/settings';
import { relationsOf, stageOf } from './oracle/stages';
import { viewAsOf } from './oracle/view';

const db = await database();

/** The profiles of some customers, as the page reads them. */
async function profilesOf(
  shop: ShopId,
  numbers: Snapshot,
  customers: readonly string[],
  page = 1,
): Promise<Map<string, Profile>> {
  return await withShop(shop, async (tx) => {
    const { currency, timezone, settings } = await shopById(tx, shop);
    const rules = {
      ...{ shop, currency: currency ?? '', timezone: timezone ?? '' },
      settings: metricSettingsSchema.parse(settings.metrics ?? {}),
    };
    const found = new Map<string, Profile>();
    for (const id of customers) {
      const own = await readProfile(tx, rules, id, numbers, page);
      if (typeof own === 'string' || 'mergedInto' in own) throw new Error(JSON.stringify(own));
      found.set(id, own);
    }
    return found;
  });
}

/** A second reading of a book. */
function readPlainly(book: Book, asOf: string, settings: OracleSettings) {
  const view = viewAsOf(ledgerOfBook(book, settings), dayOf(asOf), settings);
  const relations = relationsOf(view.ledger, settings);
  const stage = (buyer: Buyer) =>
    stageOf(buyer, view.asOf, view.ledger, settings, relations(buyer.id));
  return { view, stage };
}

/** After the last event of a random book, by more days than any way needs purchases. */
const LATER = '2024-06-25';

describe.each([0, 1, 2, 3])('the customers of random shop %i', (seed) => {
  const book = randomBook(seed, { customers: 90 });
  const settings = randomSettings(seed, book);
  let shop: ShopId;
  beforeAll(async () => {
    shop = await shopWith(db, book, settings);
    // without statistics PostgreSQL compiles each statement, which takes longer than to run it
    await db.query('analyze');
  });

  it.each(['2024-06-01', '2023-11-15'])(
    'stand as of %s where a second reading says',
    async (asOf) => {
      const { view, stage } = readPlainly(book, asOf, settings);
      const numbers = await measured(shop, asOf);
      const profiles = await profilesOf(
        shop,
        numbers,
        view.buyers.map(({ id }) => id),
      );
      const deciles = decilesOf(view.buyers);
      for (const buyer of view.buyers) {
        const own = must(profiles.get(buyer.id));
        const margin = marginOf(buyer.orders);
        const gaps = buyer.purchases
          .slice(1)
          .map(({ day }, at) => day - must(buyer.purchases[at]).day);
        expect({
          id: buyer.id,
          stage: own.stage?.stage,
          segment: own.standing?.segment,
          state: own.state?.state,
          purchases: own.standing?.values.purchases,
          orders: own.standing?.orders,
          first: own.standing?.firstDay,
          last: own.standing?.lastDay,
          gap: own.standing?.gap,
          latest: own.standing?.latestGap,
          discounted: own.standing?.discounted,
        }).toEqual({
          id: buyer.id,
          stage: stage(buyer),
          segment: segmentOf(buyer, settings),
          state: statusOf(buyer, view.asOf, numbers.lapseDays),
          purchases: buyer.purchases.length,
          orders: buyer.orders.length,
          first: dayText(buyer.firstDay),
          last: dayText(buyer.lastDay),
          gap: median(gaps),
          latest: gaps.at(-1) ?? null,
          discounted: buyer.purchases.filter(({ discounted }) => discounted).length,
        });
        const revenue = toNumber(buyer.revenue);
        expect(own.standing?.revenue).toBeCloseTo(revenue, 6);
        expectClose(own.margin?.coverage, margin.coverage);
        expectClose(own.margin?.rate, margin.rate);
        expectClose(own.margin?.amount, margin.rate === null ? null : margin.rate * revenue);
        if (deciles === null) expect(own.rank).toBeNull();
      }
      // the people of each decile and of each cell are those that the snapshot counts
      const places = [...profiles.values()];
      expect(countsOf(places.map(({ rank }) => rank?.decile))).toEqual(
        countsOf((deciles ?? []).flatMap(({ decile, customers }) => times(decile, customers))),
      );
      const cell = ({ r, f, m }: { r: number; f: number; m: number }) => `${r} ${f} ${m}`;
      expect(countsOf(places.flatMap(({ rfm }) => (rfm === null ? [] : [cell(rfm)])))).toEqual(
        countsOf(rfmCells(view.buyers).flatMap((one) => times(cell(one), one.customers))),
      );
    },
  );

  it('move to the stage that their page names once they do what it says', async () => {
    const numbers = await measured(shop, LATER);
    const { view } = readPlainly(book, LATER, settings);
    const profiles = await profilesOf(
      shop,
      numbers,
      view.buyers.map(({ id }) => id),
    );
    // each customer goes one of their ways, another one in each shop
    const chosen = view.buyers.flatMap((buyer, at) => {
      const ways = profiles.get(buyer.id)?.stage?.ways ?? [];
      const way = ways[(at + seed) % Math.max(1, ways.length)];
      return way === undefined ? [] : [{ buyer, way }];
    });
    expect(chosen.length).toBeGreaterThan(20);
    const after = withWays(book, settings, chosen);
    const anew = readPlainly(after.book, LATER, after.settings);
    const reached = new Map(anew.view.buyers.map((buyer) => [buyer.id, anew.stage(buyer)]));
    const wrong = chosen.filter(({ buyer, way }) => reached.get(buyer.id) !== way.to);
    expect(wrong.map(({ buyer, way }) => [buyer.id, way, reached.get(buyer.id)])).toEqual([]);
    // the app itself, counting the changed shop anew
    const changed = await measured(await shopWith(db, after.book, after.settings), LATER);
    expect(changed.stages).toEqual(
      Object.fromEntries(
        STAGES.map((stage) => [stage, [...reached.values()].filter((own) => own === stage).length]),
      ),
    );
  });

  it('leave the fan club on the day that their page names, and not before', async () => {
    const asOf = '2024-06-01';
    const { view } = readPlainly(book, asOf, settings);
    const profiles = await profilesOf(
      shop,
      await measured(shop, asOf),
      view.buyers.map(({ id }) => id),
    );
    // without the orders, answers and consents that come later
    const still = {
      ...book,
      orders: book.orders.filter(({ id }) => view.read.some((order) => order.id === BigInt(id))),
    };
    for (const [id, { stage }] of profiles) {
      if (stage === null || stage.fall === null) continue;
      const on = (day: string) => {
        const then = readPlainly(still, day, settings);
        const own = then.view.buyers.find((buyer) => buyer.id === id);
        return own && then.stage(own);
      };
      expect([id, on(dayAfter(stage.fall.from, -1))]).toEqual([id, 'fanClub']);
      expect([id, on(stage.fall.from)]).toEqual([id, stage.fall.to]);
    }
  });
});

function expectClose(actual: number | null | undefined, expected: number | null) {
  if (expected === null) expect(actual).toBeNull();
  else expect(actual).toBeCloseTo(expected, 6);
}

const times = <T>(value: T, count: number): T[] => Array.from({ length: count }, () => value);

function countsOf(values: readonly (string | number | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const value of values) if (value !== undefined) counts[value] = (counts[value] ?? 0) + 1;
  return { ...counts };
}

interface Chosen {
  buyer: Buyer;
  way: Way;
}

/** The shop after its customers have done what their ways ask for. */
function withWays(book: Book, settings: OracleSettings, chosen: readonly Chosen[]) {
  const orders = [...book.orders];
  const answers = [...settings.answers];
  const brought = [...settings.brought];
  const customers = book.customers.map((customer) => ({ ...customer }));
  const yesterday = dayAfter(LATER, -1);
  let id = 9_000_000;
  for (const { buyer, way } of chosen) {
    const has = (fact: string) => way.needs.some((need) => need.fact === fact);
    const customer = must(customers.find((one) => String(one.id) === buyer.id));
    const products = productsFor(buyer, way, settings);
    for (let at = 0; at < way.purchases; at += 1)
      orders.push({
        ...handOrder(
          {
            customer: customer.id,
            at: `${dayAfter(LATER, at - way.purchases)}T02:00:00Z`,
            lines: (at === 0 ? products : products.slice(0, 1)).map((product) => ({
              product,
              price: 1000,
              plan: has('subscriptionOrders') || has('runs'),
            })),
          },
          0,
          book.currency,
        ),
        id: (id += 1),
        name: `#${id}`,
      });
    if (has('score'))
      answers.push({ customerId: customer.id, score: 9, at: `${yesterday}T02:00:00Z` });
    if (has('subscribed'))
      customer.emailMarketing = { state: 'SUBSCRIBED', updatedAt: `${yesterday}T02:00:00Z` };
    if (has('follower')) customer.tags = [...customer.tags, ...settings.followerTags];
    if (has('event')) customer.tags = [...customer.tags, ...settings.eventTags];
    const missing = way.needs.find(({ fact }) => fact === 'brought');
    for (let at = 0; at < (missing ? missing.least - missing.has : 0); at += 1)
      brought.push({ customerId: customer.id, at: `${yesterday}T02:00:00Z` });
  }
  return {
    book: { ...book, orders, customers },
    settings: { ...settings, answers, brought },
  };
}

/** The products of a way's first purchase, and of the others the first of them: without a role where none is asked for. */
function productsFor(buyer: Buyer, way: Way, settings: OracleSettings): number[] {
  const roleOf = (product: number) => settings.productRoles[String(product)];
  const known = new Set(
    buyer.orders.flatMap(({ goods }) => goods.map(({ productId }) => Number(productId))),
  );
  const all = [1, 2, 3, 4, 5, 6, 7, 8];
  const neutral = all.filter((one) => roleOf(one) === undefined || roleOf(one) === 'main');
  const upsell = way.needs.some(({ fact }) => fact === 'upsell')
    ? all.filter((one) => roleOf(one) === 'backEnd' || roleOf(one) === 'crossSell').slice(0, 1)
    : [];
  const missing = way.needs.find(({ fact }) => fact === 'products');
  const news = missing
    ? [...neutral, 21, 22, 23, 24, 25]
        .filter((one) => !known.has(one))
        .slice(0, missing.least - missing.has)
    : [];
  return [neutral.find((one) => known.has(one)) ?? must(neutral[0]), ...upsell, ...news];
}

describe('one customer', () => {
  const book = handBook({
    name: 'one customer',
    asOf: '2026-03-01',
    orders: [
      ...['2026-01-01', '2026-01-11', '2026-02-10'].map((at) => ({
        customer: 7,
        at,
        amount: 1000,
      })),
      { customer: 7, at: '2026-02-20', amount: 500, test: true },
      { customer: 8, at: '2026-02-20', amount: 500, test: true },
    ],
    settings: { lapseDays: 91 },
    expected: {},
  });
  let shop: ShopId;
  beforeAll(async () => {
    shop = await shopWith(db, book, book.settings);
  });
  const of = async (id: string, asOf: string) =>
    must((await profilesOf(shop, await measured(shop, asOf), [id])).get(id));

  it('is at risk and lapsed from the very days that their page names', async () => {
    const { state } = await of('7', '2026-03-01');
    // 10 February + 91 / 2, and + 91
    expect(state).toMatchObject({
      state: 'active',
      atRiskFrom: '2026-03-28',
      lapsedFrom: '2026-05-13',
    });
    const states = async (day: string) => (await measured(shop, day)).status;
    expect(await states('2026-03-27')).toEqual({ active: 1, atRisk: 0, lapsed: 0 });
    expect(await states('2026-03-28')).toEqual({ active: 0, atRisk: 1, lapsed: 0 });
    expect(await states('2026-05-12')).toEqual({ active: 0, atRisk: 1, lapsed: 0 });
    expect(await states('2026-05-13')).toEqual({ active: 0, atRisk: 0, lapsed: 1 });
  });

  it('has the orders that count and those that do not, before the day', async () => {
    const { orders } = await of('7', '2026-03-01');
    expect(orders).toMatchObject({ total: 4, counted: 3, page: 1, pages: 1 });
    expect(orders.orders.map(({ day, leftOut }) => [day, leftOut])).toEqual([
      ['2026-02-20', 'test'],
      ['2026-02-10', null],
      ['2026-01-11', null],
      ['2026-01-01', null],
    ]);
    expect((await of('7', '2026-01-20')).orders.total).toBe(2);
  });

  it('is on the stage of a past day', async () => {
    const on = async (day: string) => (await of('7', day)).stage?.stage ?? null;
    expect(await on('2026-01-01')).toBeNull();
    expect(await on('2026-01-02')).toBe('purchaser');
    expect(await on('2026-01-12')).toBe('customer');
    expect(await on('2026-02-11')).toBe('loyal');
    const { standing } = await of('7', '2026-02-11');
    expect(standing?.reached).toEqual([
      '2026-01-01',
      '2026-01-11',
      '2026-02-10',
      null,
      null,
      null,
      null,
    ]);
  });

  it('stands nowhere with orders that are all left out', async () => {
    const own = await of('8', '2026-03-01');
    expect(own).toMatchObject({
      standing: null,
      stage: null,
      state: null,
      rank: null,
      expected: null,
    });
    expect(own.orders).toMatchObject({ total: 1, counted: 0 });
  });
});
