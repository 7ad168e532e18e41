import { scoreOf } from '../../../app/metrics/nps/scores/score';
import type { Snapshot } from '../../../app/metrics/snapshot';
import { STAGES } from '../../../app/terms/stages';
import { byStage, steps, teaShop } from '../shops/tea-shop';

/**
 * A snapshot of made-up figures of any size whose numbers hold together as the app's do, computed here once more.
 * @param random 0 to 1, as `Math.random`
 */
export function randomSnapshot(random: () => number): Snapshot {
  const whole = (most: number) => Math.floor(random() * (most + 1));
  const maybe = <T>(value: T): T | null => (random() < 0.3 ? null : value);
  const size = 10 ** (1 + random() * 5);
  const money = 10 ** (random() * 6);

  const stages = byStage(() => whole(size));
  const stageDetails = byStage((stage) => ({
    customers: stages[stage],
    revenue: stages[stage] * money * (0.5 + random()),
  }));
  const customers = STAGES.reduce((sum, stage) => sum + stages[stage], 0) + 1;
  stages.purchaser += 1;
  stageDetails.purchaser = { customers: stages.purchaser, revenue: stages.purchaser * money };

  const durationDays = 365 + whole(1460);
  const years = durationDays / 365;
  const averageOrderValue = money * (0.5 + random());
  const perYear = 0.5 + random() * 4;
  const rate = maybe(random());
  const entered = maybe({ amount: money * random() * 0.1, share: random() * 0.1 });
  const acquisitionCost = maybe(money * random());
  const retentionCostPerYear = maybe(money * random() * 0.1);
  const activeYears = years * random();
  const revenue = averageOrderValue * perYear * years;
  const funnel: number[] = [customers];
  while (funnel.length < 10) funnel.push(whole(funnel.at(-1) ?? 0));
  const made = steps(funnel);
  const most = made.reduce((a, b) => (b.lost > a.lost ? b : a));
  const leaveMost =
    most.lost === 0 || most.conversion === null
      ? null
      : { step: most.step, lost: most.lost, rate: most.conversion };
  const active = whole(customers);
  const atRisk = whole(customers - active);
  const counted = whole(size * 3) + 1;
  const excluded = { test: whole(9), cancelled: whole(400), noCustomer: whole(400) };
  const total = counted * money * (0.5 + random());
  const orderCost = entered && {
    ...entered,
    rate: entered.share + (entered.amount * counted) / total,
  };
  const marginRate = rate === null ? null : rate - (orderCost?.rate ?? 0);
  const distribution = Array.from({ length: 11 }, () => whole(300));
  const of = (from: number, to: number) =>
    distribution.slice(from, to + 1).reduce((sum, given) => sum + given, 0);
  const headline = scoreOf({ promoters: of(9, 10), passives: of(7, 8), detractors: of(0, 6) });
  const views = headline.answers + whole(5000) + 1;
  const [promoterEach, detractorEach] = [money * (0.5 + random()), money * (0.5 + random())];
  const buyers = whole(customers) + 1;
  const [low, high] = ['purchaser', 'customer'] as const;
  const each = (stage: (typeof STAGES)[number]) =>
    stageDetails[stage].revenue / stageDetails[stage].customers;
  const gain = stages.customer === 0 ? 0 : stages[low] * (each(high) - each(low));
  const bought = whole(size);
  const daysToSecond = teaShop.repeat.daysToSecond;
  const repeat: Snapshot['repeat'] = {
    ...teaShop.repeat,
    raw: (funnel[1] ?? 0) / customers,
    funnel,
    steps: made,
    leaveMost,
    repeatRate365: whole(buyers) / buyers,
    daysToSecond: daysToSecond && { ...daysToSecond, bought, customers: bought + whole(size) + 1 },
  };
  const unknownSource = whole(customers);
  return {
    ...teaShop,
    customers,
    firstOrders: { ...teaShop.firstOrders, unknownSource },
    sourceUnknown: unknownSource / customers,
    revenue: total,
    orders: {
      ...teaShop.orders,
      read: counted + excluded.test + excluded.cancelled + excluded.noCustomer,
      counted,
      excluded,
    },
    status: { active, atRisk, lapsed: customers - active - atRisk },
    margin: { ...teaShop.margin, rate },
    ltv: {
      ...teaShop.ltv,
      ...{ durationDays, averageOrderValue, revenue, activeYears },
      ...{ orderCost, marginRate, acquisitionCost, retentionCostPerYear },
      annualPurchaseFrequency: perYear,
      purchaseDurationYears: years,
      valueBasis: marginRate === null ? 'revenue' : 'profit',
      value:
        revenue * (marginRate ?? 1) -
        (acquisitionCost ?? 0) -
        (retentionCostPerYear ?? 0) * activeYears,
      toDate: total / customers,
      averageOrderValueToDate: total / counted,
      curve: teaShop.ltv.curve.map((point) => ({
        ...point,
        revenue: revenue * Math.min(1, point.days / durationDays),
      })),
      health: {
        ...teaShop.ltv.health,
        amount: maybe(money * 4),
        reachedAmount: whole(customers),
        reachedPurchases: whole(customers),
        reachedBoth: whole(customers),
      },
      quarters: teaShop.ltv.quarters.map((quarter) => ({
        ...quarter,
        averageOrderValue,
        annualPurchaseFrequency: perYear,
        revenue: averageOrderValue * perYear,
      })),
    },
    repeat,
    repeatWithoutRenewals: repeat,
    ...{ stages, stageDetails },
    valueAtStake: gain > 0 ? { from: low, to: high, amount: gain } : null,
    averageItemsPerOrder: (counted + whole(counted)) / counted,
    yearly: {
      buyers,
      meanRevenue: money,
      amount: money * 2,
      reached: whole(buyers),
      repeaters: 0.6,
    },
    nps: {
      ...teaShop.nps,
      ...{ headline, distribution },
      firstOrder: headline,
      bySegment: [{ key: 'loyal', ...headline }],
      tribe: headline.promoters,
      reasons: {
        indifference: whole(200),
        product: whole(200),
        competitor: whole(99),
        other: 1,
        unsaid: whole(9),
      },
      responses: {
        ...teaShop.nps.responses,
        ...{ views, answers: headline.answers, rate: headline.answers / views },
      },
      promoterValue: {
        ...teaShop.nps.promoterValue,
        toDate: {
          ratio: promoterEach / detractorEach,
          low: null,
          high: null,
          promoters: { n: 20, mean: promoterEach },
          detractors: { n: 20, mean: detractorEach },
        },
      },
    },
  };
}
