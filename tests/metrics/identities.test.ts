import { beforeAll, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../app/metrics/snapshot';
import { REASONS } from '../../app/terms/reasons';
import { SEGMENTS } from '../../app/terms/segments';
import { STAGES } from '../../app/terms/stages';
import type { ShopId } from '../../app/store/db.server';
import { NOW, stage } from '../support/shops/import-stage';
import type { World } from '../sandbox/store/records';
import { emptyShop } from '../sandbox/worlds/empty';
import { largeShop } from '../sandbox/worlds/large';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { youngShop } from '../sandbox/worlds/young';
import { giveAnswers } from './some-answers';

const on = await stage();
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');

const TODAY = '2026-10-16';

const WORLDS: [string, () => World, days: string[]][] = [
  ['a tea shop', () => teaShop({ until: NOW }), [TODAY, '2026-03-01', '2025-01-17']],
  ['a young shop', () => youngShop({ until: NOW }), [TODAY, '2026-09-01']],
  ['an empty shop', () => emptyShop({ openedAt: NOW }), [TODAY]],
  ['a large shop', () => largeShop({ orders: 5_000, until: NOW }), [TODAY, '2025-07-01']],
];

const sum = (numbers: readonly (number | null | undefined)[]) =>
  numbers.reduce<number>((total, number) => total + (number ?? 0), 0);

/** Two sums of the same amounts: floats of a page, to be equal to nine digits. */
function expectSame(left: number, right: number): void {
  expect(Math.abs(left - right)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(right)));
}

const shops = new Map<string, ShopId>();
beforeAll(async () => {
  const worker = await on.work();
  for (const [name, make] of WORLDS) {
    const world = make();
    await on.install(world);
    await on.imported(world.shop.domain, { history: false });
    const shop = await on.shopId(world.shop.domain);
    await giveAnswers(on.db, shop);
    shops.set(name, shop);
  }
  await worker.stop();
});

function shopNamed(name: string): ShopId {
  const shop = shops.get(name);
  if (shop === undefined) throw new Error(`no ${name}`);
  return shop;
}

async function text(statement: string, ...values: unknown[]): Promise<string> {
  const [row] = await on.db.query(`select coalesce((${statement}), 0)::text as value`, values);
  return String(row?.value);
}

describe.each(WORLDS)('in the numbers of %s', (name, _, days) => {
  describe.each(days)('as of %s', (asOf) => {
    let shop: ShopId;
    let numbers: Snapshot;
    beforeAll(async () => {
      shop = shopNamed(name);
      numbers = await takeSnapshot(shop, asOf, NOW);
    });

    it('every read order is counted or left out for one reason', async () => {
      const { read, counted, excluded } = numbers.orders;
      expect(read).toBe(counted + sum(Object.values(excluded)));
      const before = `processed_at < ($2::date::timestamp at time zone 'Asia/Tokyo')`;
      expect(String(read)).toBe(
        await text(`select count(*) from orders where shop_id = $1 and ${before}`, shop, asOf),
      );
    });

    it('days, customers and cohorts have the same orders and the same revenue, exactly', async () => {
      const days_ = `from day_books where shop_id = $1 and day < $2::date and reason = ''`;
      const bought = 'from purchases where shop_id = $1 and day < $2::date';
      const revenue = await text(
        `select trim_scale(sum(revenue_shop_amount)) ${days_}`,
        shop,
        asOf,
      );
      expect(await text(`select trim_scale(sum(revenue_shop_amount)) ${bought}`, shop, asOf)).toBe(
        revenue,
      );
      const cohorts = `select trim_scale(sum(revenue)) from (select date_trunc('month', day - tenure) as cohort,
        date_trunc('month', day), sum(revenue_shop_amount) as revenue ${bought} group by 1, 2) cell`;
      expect(await text(cohorts, shop, asOf)).toBe(revenue);
      const orders = await text(`select sum(orders) ${days_}`, shop, asOf);
      expect(await text(`select sum(orders) ${bought}`, shop, asOf)).toBe(orders);
      expect(String(numbers.orders.counted)).toBe(orders);
      if (asOf === TODAY) {
        const customers = 'from customer_summaries where shop_id = $1';
        expect(await text(`select trim_scale(sum(revenue_shop_amount)) ${customers}`, shop)).toBe(
          revenue,
        );
        expect(await text(`select sum(orders) ${customers}`, shop)).toBe(orders);
      }
      expectSame(numbers.revenue, Number(revenue));
      const cells = Object.values(numbers.cohorts).flatMap((cohort) => cohort.revenue);
      expectSame(sum(cells), numbers.revenue);
    });

    it('order value times orders a year times years is the worth of a customer', () => {
      const { ltv, customers, revenue, orders } = numbers;
      const factors = [
        ltv.averageOrderValue,
        ltv.annualPurchaseFrequency,
        ltv.purchaseDurationYears,
      ];
      const known = factors.every((factor) => factor !== null);
      expect(ltv.revenue !== null).toBe(known);
      if (known)
        expectSame(
          factors.reduce<number>((product, factor) => product * (factor ?? 0), 1),
          ltv.revenue ?? NaN,
        );
      if (ltv.toDate !== null) expectSame(ltv.toDate * customers, revenue);
      if (ltv.averageOrderValueToDate !== null)
        expectSame(ltv.averageOrderValueToDate * orders.counted, revenue);
    });

    it('segments, stages and customer states divide the customers and their revenue', () => {
      const { customers, revenue, segments, stages, status } = numbers;
      expect(sum(Object.values(segments))).toBe(customers);
      expect(sum(Object.values(stages))).toBe(customers);
      expect(status.active + status.atRisk + status.lapsed).toBe(customers);
      for (const [keys, details, plain] of [
        [SEGMENTS, numbers.segmentDetails, segments],
        [STAGES, numbers.stageDetails, stages],
      ] as const) {
        const groups = Object.entries(details);
        expect(groups).toHaveLength(keys.length);
        expectSame(sum(groups.map(([, group]) => group.revenue)), revenue);
        expect(Object.fromEntries(groups.map(([key, group]) => [key, group.customers]))).toEqual(
          plain,
        );
      }
    });

    it('answers are customers’, guests’ or anonymous, and each group has its customers once', async () => {
      const { nps } = numbers;
      const { headline, guests, anonymous } = nps;
      const shopAnswers = `from survey_answers own left join orders on orders.shop_id = $1 and orders.id = order_id
        where own.shop_id = $1 and answered_at < ($2::date::timestamp at time zone 'Asia/Tokyo')`;
      const customer = 'coalesce(orders.customer_id, own.customer_id)';
      expect(String(nps.allAnswers)).toBe(await text(`select count(*) ${shopAnswers}`, shop, asOf));
      const customers = `select count(distinct ${customer}) ${shopAnswers}`;
      expect(String(headline.answers)).toBe(await text(customers, shop, asOf));
      const ofCustomers = `select count(${customer}) ${shopAnswers}`;
      expect(String(nps.allAnswers - guests.answers - anonymous.answers)).toBe(
        await text(ofCustomers, shop, asOf),
      );
      for (const score of [headline, nps.firstOrder, nps.repeat, guests, anonymous, ...nps.trend])
        expect(score.promoters + score.passives + score.detractors).toBe(score.answers);
      expect(sum(nps.distribution)).toBe(headline.answers);
      for (const groups of [nps.bySegment, nps.byStage])
        for (const band of ['answers', 'promoters', 'passives', 'detractors'] as const)
          expect(sum(groups.map((group) => group[band]))).toBe(headline[band]);
      for (const groups of [nps.bySource, nps.byMonth, nps.byProduct, [nps.firstOrder, nps.repeat]])
        for (const group of groups) expect(group.answers).toBeLessThanOrEqual(headline.answers);
      const { promoters, detractors } = nps.promoterValue.toDate;
      expect([promoters.n, detractors.n]).toEqual([headline.promoters, headline.detractors]);
      expect(sum(Object.values(nps.reasons))).toBe(headline.detractors);
      for (const reason of REASONS)
        expect(sum(nps.reasonsByEdition.map((edition) => edition[reason]))).toBe(
          nps.reasons[reason],
        );
      expect(nps.tribe).toBe(headline.promoters);
      const { views, dismissals, answers } = nps.responses;
      expect(answers + dismissals).toBeLessThanOrEqual(views);
      expect(sum(nps.responses.bySource.map((source) => source.views))).toBe(views);
    });

    it('the funnel never widens, and each step counts its losses', () => {
      for (const repeat of [numbers.repeat, numbers.repeatWithoutRenewals]) {
        const { funnel, steps } = repeat;
        expect(funnel[0]).toBe(numbers.customers);
        expect(funnel).toEqual([...funnel].sort((a, b) => b - a));
        for (const { step, lost } of steps)
          expect(lost).toBe((funnel[step - 1] ?? 0) - (funnel[step] ?? 0));
        const second = repeat.daysToSecond;
        if (second) expect(sum(second.histogram.map((bar) => bar.customers))).toBe(second.bought);
      }
      expect(sum(Object.values(numbers.cohorts).map((cohort) => cohort.customers))).toBe(
        numbers.customers,
      );
      for (const cohort of Object.values(numbers.cohorts))
        expect(cohort.active[0]).toBe(cohort.customers);
    });

    it('deciles, ranks and scores have every customer once, with all their revenue', () => {
      const { customers, revenue, deciles, ranks, rfm } = numbers;
      const divisions = [deciles, ranks && Object.values(ranks), rfm.cells];
      for (const groups of divisions) {
        if (groups === null) continue;
        expect(sum(groups.map((group) => group.customers))).toBe(customers);
        expectSame(sum(groups.map((group) => group.revenue)), revenue);
      }
      if (deciles) expectSame(deciles.at(-1)?.cumulativeShare ?? 1, 1);
    });
  });
});
