import { isDeepStrictEqual as isEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { previewRules } from '../../app/metrics/preview/rules.server';
import type { RuleSettings } from '../../app/metrics/preview/rule-settings';
import { daysBetween } from '../../app/metrics/calendar';
import { stateAfter } from '../../app/metrics/orders/silence';
import { customerStages } from '../../app/metrics/rollup/customer-stage.server';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { segmentRule } from '../../app/metrics/segments/segments.sql';
import { changeSettings } from '../../app/settings/change.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { database } from '../support/database';
import { shopWith } from '../support/numbers/measure';
import { cancelSome } from '../support/shops/cancel-some';
import { randomBook, randomSettings } from '../support/shops/random-book';

const db = await database();
const NOW = new Date('2024-05-31T12:00:00Z');

/** The numbers of now, and where each customer stands by them. */
async function count(shop: ShopId) {
  const snapshot = await takeSnapshot(shop, null, NOW);
  const rows = await db.query(
    `select customer_id::text as id, last_day::text as last, ${segmentRule.sql} as segment
     from customer_summaries where shop_id = $1`,
    [shop],
  );
  const ids = rows.map(({ id }) => String(id));
  const stages = await withShop(shop, (tx) => customerStages(tx, shop, ids));
  const people = new Map(
    rows.map(({ id, last, segment }) => [
      String(id),
      {
        stages: String(stages.get(String(id))),
        segments: String(segment),
        states: stateAfter(daysBetween(String(last), snapshot.asOf), snapshot.lapseDays),
      },
    ]),
  );
  return { snapshot, people };
}

type Counted = Awaited<ReturnType<typeof count>>;
const GROUPS = ['stages', 'segments', 'states'] as const;

/** How many customers of each group are in which other one. */
function moved(before: Counted, after: Counted, what: (typeof GROUPS)[number]) {
  const moves: Record<string, number> = {};
  for (const [id, own] of before.people) {
    const [from, to] = [own[what], after.people.get(id)?.[what] ?? 'none'];
    if (from !== to) moves[`${from} ${to}`] = (moves[`${from} ${to}`] ?? 0) + 1;
  }
  return moves;
}

const figuresIn = ({ snapshot: { lapseDays, lapseBasis, ltv, repeat, status } }: Counted) => ({
  ...{ lapseDays, lapseBasis, status, health: ltv.health },
  ...{ durationDays: ltv.durationDays, durationBasis: ltv.basis },
  ...{ value: ltv.value, valueBasis: ltv.valueBasis, f2: repeat.within['90'] },
  newcomers: repeat.funnel[0],
});

type What = (typeof GROUPS)[number] | 'figures';

/** Each, and what it must move in one of the shops: a preview that says nothing proves nothing. */
const DRAFTS: [Partial<RuleSettings>, What[]][] = [
  [{ loyalPurchases: 5, lapseDays: 45 }, ['stages', 'states', 'figures']],
  [
    { minimumContractOrders: 2, evangelistReferrals: 1, evangelistProducts: 2, durationDays: 120 },
    ['stages', 'figures'],
  ],
  [
    { followerTags: ['VIP'], eventTags: ['LINE'], newcomersFrom: '2024-01-15' },
    ['stages', 'figures'],
  ],
  [{ minimumDiscount: 0.3 }, ['segments']],
  [{ counting: 'order', lapseDays: null }, ['states', 'figures']],
  [
    { minimumDiscount: 0, newcomersFrom: null, durationDays: null, loyalPurchases: 3 },
    ['stages', 'segments', 'figures'],
  ],
  [{ counting: 'day', healthPurchases: 2, healthAmount: 5 }, ['figures']],
];

describe('the preview of other rules', () => {
  it.each([3, 8])(
    'says who moves and what the numbers become, as the next count does (random shop %i)',
    async (seed) => {
      const book = randomBook(seed, { days: 640, customers: 150 });
      for (const customer of book.customers)
        if (customer.id % 3 === 0) customer.tags = [...customer.tags, 'LINE', 'VIP'];
      const settings = { ...randomSettings(seed, book), durationDays: null, newcomersFrom: null };
      // tags that a setting names are known: those of a draft, too
      const named = { ...settings, followerTags: ['LINE', 'VIP'], eventTags: ['TASTING'] };
      const shop = await shopWith(db, book, { ...named, counting: 'day' });
      let before = await count(shop);
      // without statistics of the first shop, its people's stages take a second each time
      await db.query('analyze');
      for (const [at, [draft, what]] of DRAFTS.entries()) {
        const preview = await previewRules(shop, draft);
        if (typeof preview === 'string') throw new Error(preview);
        // beside a count that was made from an earlier state of the book, the numbers of now are counted, too
        await db.query(`update books set built_at = built_at - interval '1 second'`);
        expect(await previewRules(shop, draft)).toEqual(preview);
        // it keeps nothing
        if (at === 0) expect(await count(shop)).toEqual(before);
        await changeSettings(shop, 'metrics', draft, null);
        const after = await count(shop);
        for (const group of GROUPS) {
          const own = preview[group];
          const moves = own?.moves.map(({ from, to, customers }) => [`${from} ${to}`, customers]);
          expect(Object.fromEntries(moves ?? []), `${JSON.stringify(draft)} ${group}`).toEqual(
            moved(before, after, group),
          );
          if (own === null) continue;
          expect(own.groups.reduce((sum, { before: n }) => sum + n, 0)).toBe(before.people.size);
          expect(own.up + own.down).toBe(own.moves.reduce((sum, one) => sum + one.customers, 0));
        }
        if (preview.figures === null) expect(figuresIn(after)).toEqual(figuresIn(before));
        else {
          expect(preview.figures.now).toEqual(figuresIn(before));
          expect(preview.figures.then, JSON.stringify(draft)).toEqual(figuresIn(after));
        }
        for (const one of what) {
          const own = preview[one];
          if (own !== null && ('moves' in own ? own.moves.length > 0 : !isEqual(own.now, own.then)))
            moving.add(`${String(at)} ${one}`);
        }
        before = after;
      }
    },
  );
  /** what the drafts moved in one of the shops */
  const moving = new Set<string>();

  it('was tried with rules that move customers and numbers', () => {
    const wanted = DRAFTS.flatMap(([, what], at) => what.map((one) => `${String(at)} ${one}`));
    expect([...moving].sort()).toEqual(wanted.sort());
  });

  it('moves customers with changes that the book lacks by the rules alone', async () => {
    const book = randomBook(3, { days: 640, customers: 150 });
    const shop = await shopWith(db, book, { ...randomSettings(3, book), counting: 'day' });
    await count(shop);
    expect(await cancelSome(db, shop)).toBeGreaterThan(3);
    const preview = await previewRules(shop, { counting: 'order', minimumDiscount: 0.3 });
    if (typeof preview === 'string') throw new Error(preview);
    const now = await count(shop);
    await changeSettings(shop, 'metrics', { counting: 'order', minimumDiscount: 0.3 }, null);
    const after = await count(shop);
    for (const group of GROUPS)
      expect(
        Object.fromEntries(
          (preview[group]?.moves ?? []).map(({ from, to, customers }) => [
            `${from} ${to}`,
            customers,
          ]),
        ),
        group,
      ).toEqual(moved(now, after, group));
    expect(preview.figures?.now.f2).toBe(figuresIn(now).f2);
  });

  it('is not begun for a page that has gone on', async () => {
    const book = randomBook(5, { days: 80, customers: 20 });
    const shop = await shopWith(db, book);
    await count(shop);
    expect(await previewRules(shop, { loyalPurchases: 4 }, () => false)).toBe('slow');
    expect(await previewRules(shop, {})).toEqual({
      ...{ stages: null, segments: null, states: null, figures: null },
    });
  });
});
