import { beforeAll, describe, expect, it } from 'vitest';
import { attentionOf, placeOfPlacement } from '../../app/metrics/attention/attention';
import {
  isDismissed,
  PLACEMENT,
  undismissed,
  withDismissed,
  type Dismissals,
} from '../../app/metrics/attention/dismissals';
import { subjectOf, type AttentionLine } from '../../app/metrics/attention/lines';
import { addDays } from '../../app/metrics/calendar';
import type { Snapshot } from '../../app/metrics/snapshot';
import { withShop, type ShopId } from '../../app/store/db.server';
import { shopById } from '../../app/store/shops/shops';
import type { SurveyPlace } from '../../app/terms/survey-places';
import { answersPlan } from '../sandbox/storefront/answers/plan';
import { teaShop as teaWorld } from '../sandbox/worlds/tea-shop';
import { database } from '../support/database';
import { measured, shopOf } from '../support/numbers/measure';
import { teaShop } from '../support/shops/tea-shop';
import type { AnswerFact } from './oracle/settings';

const db = await database();
const { dismissLine, forgetPlacement } =
  await import('../../app/metrics/attention/dismissals.server');
const { shownAttention } = await import('../../app/metrics/attention/shown-attention.server');

const kinds = (snapshot: Snapshot, shareLink: boolean | null = true) =>
  attentionOf(snapshot, shareLink).map(({ kind }) => kind);
const QUIET: Snapshot = {
  ...teaShop,
  valueAtStake: null,
  orders: { ...teaShop.orders, longPending: 0 },
};

describe('what needs attention', () => {
  it('is nothing in a shop where nothing is wrong', () => {
    expect(attentionOf(QUIET, true)).toEqual([]);
  });

  it('is first the step between two stages that is worth most, with its customers', () => {
    expect(attentionOf({ ...QUIET, valueAtStake: teaShop.valueAtStake }, true)).toEqual([
      { kind: 'leak', from: 'purchaser', to: 'customer', customers: 6056, amount: 21_377_680 },
    ]);
  });

  it('is a time of bad weeks until seven days after its last one', () => {
    const weeks = {
      ...{ from: '2026-05-01', lowest: -42, lowestDay: '2026-05-20', detractors: 90, before: 12 },
      to: addDays(QUIET.asOf, -7),
    };
    const shop = (to: string) => ({
      ...QUIET,
      nps: { ...QUIET.nps, badWeeks: [{ ...weeks, to }] },
    });
    expect(attentionOf(shop(weeks.to), true)).toEqual([{ kind: 'badWeeks', ...weeks }]);
    expect(kinds(shop(addDays(weeks.to, -1)))).toEqual([]);
  });

  it('is a month whose F2 is below that of the twelve before', () => {
    const f2Month = {
      ...{ month: '2026-02', customers: 300, f2: 0.2, yearBefore: null, z: -3, below: true },
      before: { customers: 4000, f2: 0.3 },
    };
    expect(attentionOf({ ...QUIET, f2Month }, true)).toEqual([
      { kind: 'f2Month', month: '2026-02', customers: 300, f2: 0.2, before: 0.3 },
    ]);
    expect(kinds({ ...QUIET, f2Month: { ...f2Month, below: false } })).toEqual([]);
  });

  it('is a product of 5 % of first-time buyers whose F2 is under half of the shop’s, the largest loss first', () => {
    // 12,043 newcomers: 5 % are 602.15; F2 0.4209, whose half is 0.21045
    const product = (productId: string, customers: number, within90: number | null) => ({
      ...{ productId, title: productId, customers, notYet: 9, within90, medianDays: null },
    });
    const firstProducts = [
      product('many', 5_000, 0.3),
      product('few', 602, 0.001),
      product('half', 700, 0.21045),
      product('unknown', 700, null),
      product('less', 603, 0.2),
      product('most', 900, 0.001),
    ];
    const lines = attentionOf({ ...QUIET, repeat: { ...QUIET.repeat, firstProducts } }, true);
    expect(lines.map(subjectOf)).toEqual(['product:most', 'product:less']);
  });

  it('is an empty share link while there are promoters, and orders pending for long', () => {
    const promoters = { ...QUIET, nps: { ...QUIET.nps, tribe: 8 } };
    expect(kinds(promoters, false)).toEqual(['shareLink']);
    expect(kinds(promoters, true)).toEqual([]);
    expect(kinds(promoters, null)).toEqual([]);
    expect(kinds(QUIET, false)).toEqual([]);
    expect(kinds({ ...QUIET, orders: { ...QUIET.orders, longPending: 2 } })).toEqual(['pending']);
  });
});

describe('unknown costs', () => {
  const costs = (coverage: number | null, rate: number | null = null) =>
    attentionOf({ ...QUIET, margin: { rate, coverage } }, true);

  it('are a line while LTV is on revenue: how much of the revenue to date, and its share', () => {
    // 9,835.61 for each of 12,043 customers; 0.75 of it
    const amount = 0.75 * 9835.61 * 12_043;
    expect(costs(0.25)).toEqual([{ kind: 'margin', amount, share: 0.75 }]);
    expect(costs(0.25, 0.5)).toEqual([]);
    expect(costs(null)).toEqual([]);
  });

  it('come after the survey’s placement, as the lines about it do', () => {
    const lines = attentionOf(
      { ...teaShop, margin: { rate: null, coverage: 0 }, nps: { ...teaShop.nps, tribe: 8 } },
      false,
    );
    expect(lines.map(({ kind }) => kind)).toEqual(['leak', 'margin', 'shareLink', 'pending']);
    expect(placeOfPlacement(lines)).toBe(1);
  });
});

describe('a dismissed line', () => {
  const leak = (amount: number, from: 'purchaser' | 'loyal' = 'purchaser'): AttentionLine => ({
    kind: 'leak',
    from,
    to: 'customer',
    customers: 10,
    amount,
  });
  const product = (productId: string): AttentionLine => ({
    kind: 'product',
    productId,
    title: null,
    customers: 5,
    f2: 0.1,
    shopF2: 0.4,
  });
  const none = { dismissed: [] };

  it('is back once it is a tenth larger or smaller, or about something else', () => {
    const dismissals = withDismissed(none, [leak(1000)], 'leak:purchaser');
    const shown = (line: AttentionLine) => undismissed([line], dismissals).length === 1;
    expect([leak(1000), leak(1100), leak(900)].map(shown)).toEqual([false, false, false]);
    expect([leak(1101), leak(899), leak(1000, 'loyal')].map(shown)).toEqual([true, true, true]);
  });

  it('is measured again when it is dismissed again', () => {
    const first = withDismissed(none, [leak(1000)], 'leak:purchaser');
    const again = withDismissed(first, [leak(2000)], 'leak:purchaser');
    expect(again.dismissed).toEqual([{ subject: 'leak:purchaser', size: 2000 }]);
  });

  it('is one of the lines, or the survey’s placement', () => {
    expect(withDismissed(none, [leak(1000)], 'leak:loyal')).toEqual(none);
    expect(withDismissed(none, [], 'x'.repeat(1_000))).toEqual(none);
    expect(isDismissed(withDismissed(none, [], PLACEMENT), PLACEMENT, 1)).toBe(true);
  });

  it('is one of the thirty newest', () => {
    let dismissals: Dismissals = none;
    for (let at = 0; at < 40; at += 1)
      dismissals = withDismissed(dismissals, [product(String(at))], `product:${at}`);
    expect(dismissals.dismissed).toHaveLength(30);
    expect(dismissals.dismissed[0]?.subject).toBe('product:10');
  });
});

describe('the demo’s tea shop', () => {
  const UNTIL = new Date('2026-10-15T03:00:00Z');
  /** Parcels are late from 262 to 214 days before the end. */
  const LATE = '2026-03-15';
  let shop: ShopId;
  let late: Snapshot;

  beforeAll(async () => {
    const world = teaWorld({ until: UNTIL, customers: 6_000 });
    shop = await shopOf(db, world, { answers: answersTo(world.orders()) });
    late = await measured(shop, LATE);
  });

  it('has bad weeks of NPS while its parcels are late, and none before', async () => {
    const line = attentionOf(late, true).find(({ kind }) => kind === 'badWeeks');
    expect(line).toMatchObject({ kind: 'badWeeks' });
    if (line?.kind !== 'badWeeks') return;
    expect(line.lowest).toBeLessThan(-25);
    expect(line.before).toBeGreaterThan(-15);
    expect(line.from > '2026-02-01' && line.to <= LATE).toBe(true);
    const before = await measured(shop, '2026-01-25');
    expect(kinds(before)).not.toContain('badWeeks');
  });

  it('has a product whose first buyers never come back', () => {
    const lines = attentionOf(late, true).filter((line) => line.kind === 'product');
    expect(lines.map(({ f2 }) => f2 < 0.01)).toContain(true);
  });

  it('keeps a line dismissed until it changes, and shows all of a past day', async () => {
    const read = async (isPast: boolean, places: SurveyPlace[] = ['onStorefront']) =>
      shownAttention(await withShop(shop, (tx) => shopById(tx, shop)), late, {
        ...{ isPast, shareLink: false, places },
      });
    const topics = async (isPast: boolean) => (await read(isPast)).lines.map(({ topic }) => topic);
    const all = await topics(false);
    expect(all.length).toBeGreaterThan(3);
    const [first = ''] = all;
    await dismissLine(shop, first, false);
    await dismissLine(shop, PLACEMENT, false);
    await dismissLine(shop, 'of no line', false);
    expect(await topics(false)).toEqual(all.slice(1));
    const { placement, lines } = await read(false);
    const at = lines.filter(({ kind }) => ['leak', 'badWeeks', 'product'].includes(kind)).length;
    expect(placement).toEqual({ places: ['onStorefront'], at, dismissed: true });
    await forgetPlacement(shop);
    expect((await read(false)).placement?.dismissed).toBe(false);
    expect(await topics(false)).toEqual(all.slice(1));
    expect((await read(false, [])).placement).toBeNull();
    expect(await topics(true)).toEqual(all);
    expect(await read(true)).toMatchObject({ placement: null, dismissible: false });
    const [row] = await db.query('select settings from shops where id = $1', [shop]);
    expect(Object.keys(row?.settings as object).sort()).toEqual(['attention', 'metrics']);
  });

  /** The answers that the demo writes to these orders. */
  function answersTo(orders: ReturnType<ReturnType<typeof teaWorld>['orders']>): AnswerFact[] {
    const askable = orders
      .filter(({ test, cancelledAt }) => !test && cancelledAt === null)
      .map(({ id, confirmationNumber, customerId, processedAt, lines }) => ({
        ...{ id, number: confirmationNumber ?? null, customerId, at: Date.parse(processedAt) },
        ...{ product: lines[0]?.title ?? '', language: 'ja' as const },
      }))
      .sort((a, b) => a.at - b.at || a.id - b.id);
    return answersPlan(askable, UNTIL).flatMap((sayings) => {
      const last = sayings.findLast(({ message }) => message.kind === 'answer');
      if (last?.message.kind !== 'answer') return [];
      const { order, visitor, score, source } = last.message;
      if (typeof order !== 'string') return [];
      return [
        { orderId: Number(order), visitor, score, source, at: new Date(last.at).toISOString() },
      ];
    });
  }
});
