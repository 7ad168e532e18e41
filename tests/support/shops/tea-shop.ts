import type { NextProducts } from '../../../app/metrics/repeat/next-products.sql';
import type { SegmentGroups } from '../../../app/metrics/segments/groups.sql';
import type { StageMoves } from '../../../app/metrics/stages/moves';
import { STAGES } from '../../../app/terms/stages';
import { CURVE_DAYS } from '../../../app/metrics/ltv/curve-days';
import { NO_NPS, type Snapshot } from '../../../app/metrics/snapshot';
import { complete } from './complete';

/** A Japanese tea shop of 30 months. Invented but plausible; the metrics' own tests check numbers. */

export const AS_OF = '2026-06-18';
const LAPSE_DAYS = 163;

function monthsBefore(month: string, count: number): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const at = year * 12 + number - 1 - count;
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** Cohorts of the last months, the newest still running; `keep` is the share that buys again each month. */
export function cohorts(months: number, keep: number): Snapshot['cohorts'] {
  return Object.fromEntries(
    Array.from({ length: months }, (_, index) => {
      const age = months - 1 - index;
      const customers = 330 + ((index * 37) % 160) - (age === 0 ? 150 : 0);
      const active = Array.from({ length: age + 1 }, (_, since) =>
        since === 0 ? customers : Math.round(customers * keep * (0.35 + 0.65 * 0.9 ** since)),
      );
      const revenue = active.map((buyers, since) => buyers * (since === 0 ? 2980 : 4100 + since));
      return [monthsBefore(AS_OF.slice(0, 7), age), { customers, active, revenue }];
    }),
  );
}

const within = { '30': 0.2214, '60': 0.3587, '90': 0.4209, '180': 0.4933, '365': 0.5478 };

/** Customers who bought yesterday, and some on the last day before the tea shop's lapse. */
function recencyOf(active: number, atRisk: number): Snapshot['recency'] {
  const between = Array.from({ length: LAPSE_DAYS - 2 }, () => 0);
  return { upTo: 730, customers: [0, active, ...between, atRisk] };
}

/** The numbers of each funnel step. */
export function steps(funnel: number[]): Snapshot['repeat']['steps'] {
  return funnel.slice(1).map((customers, index) => ({
    step: index + 1,
    conversion: funnel[index] ? customers / funnel[index] : null,
    lost: (funnel[index] ?? 0) - customers,
  }));
}

function interval(value: number): [number, number] {
  return [value - 0.0088, value + 0.0088];
}

const repeat: Snapshot['repeat'] = {
  raw: 0.4971,
  within,
  withinInterval: {
    '30': interval(within['30']),
    '60': interval(within['60']),
    '90': interval(within['90']),
    '180': interval(within['180']),
    '365': interval(within['365']),
  },
  funnel: [12043, 5987, 4102, 2988, 2241, 1712, 1319, 1020, 797, 611],
  steps: steps([12043, 5987, 4102, 2988, 2241, 1712, 1319, 1020, 797, 611]),
  revenueByPurchases: [2950, 6150, 9420, 12800, 16300, 19900, 23400, 27100, 30500, 34200],
  stepWorth: [3200, 3270, 3380, 3500, 3600, 3500, 3700, 3400, 3700],
  // rate: the share of the previous step that continued
  leaveMost: { step: 1, lost: 6056, rate: 5987 / 12043 },
  worstRate: { step: 1, lost: 6056, rate: 5987 / 12043 },
  repeatRate365: 0.6318,
  daysToSecond: {
    withinDays: 365,
    customers: 7421,
    bought: 4065,
    p25: 24,
    median: 41,
    p75: 78,
    p90: 151.6,
    window: { from: 24, to: 78, customers: 812, before: 310, past: 4934 },
    histogram: Array.from({ length: 37 }, (_, index) => ({
      from: index * 10,
      to: index * 10 + 10,
      customers: Math.round(980 * Math.exp(-(((index - 3.2) / 2.6) ** 2)) + 190 * 0.88 ** index),
    })),
  },
  firstProducts: [
    ['煎茶お試しセット', 5120, 0.4633, 38],
    ['深蒸し煎茶 100g', 2044, 0.4417, 44],
    ['ほうじ茶ティーバッグ 30包', 1388, 0.3921, 52],
    ['玄米茶 200g', 902, 0.3512, 57],
    ['抹茶スターターキット', 655, 0.2788, 71],
    ['水出し煎茶(夏季限定)', 488, 0.2105, 83],
    ['茶筒と急須のギフトセット', 276, 0.1043, 166],
    ['和紅茶 50g', 211, 0.3333, 61],
    ['ジャスミン茶', 120, 0.2911, 66],
    ['粉末緑茶スティック', 64, 0.3125, 49],
    ['新茶予約', 22, null, null],
  ].map(([title, customers, within90, medianDays], index) => ({
    productId: `gid://shopify/Product/${9001 + index}`,
    title: String(title),
    customers: Number(customers),
    notYet: Math.round(Number(customers) * (1 - (Number(within90) || 0.3) * 1.15)),
    within90: within90 === null ? null : Number(within90),
    medianDays: medianDays === null ? null : Number(medianDays),
  })),
};

function nextOf(
  title: string,
  customers: number,
  next: [title: string, customers: number, base: number, medianDays: number][],
): NextProducts['nextProducts']['second']['from'][number] {
  return {
    ...{ productId: `of ${title}`, title, customers },
    next: next.map(([own, both, base, medianDays]) => ({
      ...{ productId: `of ${own}`, title: own, customers: both, base, medianDays },
    })),
  };
}

/** The tea shop's revenue per customer by tenure, which flattens as in real shops. */
const revenueAt = (days: number) => 2980 + 13400 * (1 - Math.exp(-days / 420));

const stages = {
  purchaser: 6056,
  customer: 1641,
  loyal: 1389,
  follower: 1903,
  fan: 0,
  fanClub: 1054,
  evangelist: 0,
};
const worth = [2950, 6480, 14210, 17880, 0, 31900, 0];

export const teaShop = complete({
  asOf: AS_OF,
  currency: 'JPY',
  timezone: 'Asia/Tokyo',
  orders: {
    read: 31204,
    counted: 30112,
    excluded: {
      test: 4,
      cancelled: 402,
      refunded: 188,
      giftCardOnly: 61,
      zeroValue: 37,
      noCustomer: 400,
    },
    excludedRevenue: {
      test: 0,
      cancelled: 1204300,
      refunded: 0,
      giftCardOnly: 0,
      noCustomer: 1420880,
    },
    longPending: 3,
  },
  customers: 12043,
  revenue: 118450320,
  shopRevenue: 119871200,
  firstOrderDay: '2023-12-19',
  daysOfOrders: 912,
  firstOrders: {
    products: [
      { productId: '9001', title: '煎茶お試しセット', customers: 4210 },
      { productId: '9002', title: 'ほうじ茶ティーバッグ', customers: 2034 },
    ],
    sources: [
      { source: 'google', customers: 3120 },
      { source: 'direct', customers: 2790 },
      { source: 'instagram/social', customers: 1804 },
    ],
    unknownSource: 4329,
    discounted: 2210,
    subscribed: 1480,
  },
  sourceUnknown: 0.3595,
  trialToMain: null,
  returning: {
    last30: { buyers: 1420, repeaters: 1012, reordered: 1019, orders: 1644, ordersAgain: 1231 },
    last365: { buyers: 6210, repeaters: 3923, reordered: 3960, orders: 15208, ordersAgain: 10944 },
    yearBefore: { buyers: 4988, kept: 2311 },
  },
  subscriptions: {
    ...{ customers: 1480, active: 611, gapDays: 30, limitDays: 45, contractOrders: 4 },
    ...{ revenueShare: 0.2811, revenueShare365: 0.3122 },
    steps: [
      { order: 1, reached: 1402, ended: 168, current: 78, survival: 1234 / 1402 },
      { order: 2, reached: 1150, ended: 61, current: 84, survival: 0.8336 },
      { order: 3, reached: 1002, ended: 48, current: 87, survival: 0.7936 },
      { order: 4, reached: 866, ended: 291, current: 88, survival: 0.527 },
      { order: 5, reached: 490, ended: 47, current: 85, survival: 0.4764 },
      { order: 6, reached: 361, ended: 24, current: 82, survival: 0.4448 },
      { order: 7, reached: 26, ended: 2, current: 107, survival: null },
    ],
    cliff: { order: 4, reached: 866, ended: 291, beside: 0.0719 },
    laterLoss: { order: 5, reached: 490, ended: 47 },
    plans: [
      {
        ...{ planId: '70001', customers: 1104, gapDays: 30 },
        ...{ second: 0.9012, contract: 0.8211, beyond: 0.5302 },
      },
      {
        ...{ planId: '70002', customers: 376, gapDays: 60 },
        ...{ second: 0.8155, contract: 0.7133, beyond: 0.5171 },
      },
    ],
    products: [
      {
        ...{ productId: '9002', title: '深蒸し煎茶 100g', customers: 1201, gapDays: 30 },
        ...{ second: 0.8904, contract: 0.8023, beyond: 0.5288 },
      },
      {
        ...{ productId: '9011', title: '新茶予約', customers: 21, gapDays: null },
        ...{ second: null, contract: null, beyond: null },
      },
    ],
  },
  lapseDays: LAPSE_DAYS,
  lapseBasis: 'measured',
  status: { active: 3910, atRisk: 1544, lapsed: 6589 },
  recency: recencyOf(3910, 1544),
  statusFlow: {
    since: '2026-05-18',
    start: 3850,
    new: 320,
    woken: 110,
    gone: 370,
    kept: 3480,
    now: 3910,
  },
  gapsToNext: [
    { after: 1, withinDays: 365, customers: 4021, days: 54 },
    { after: 2, withinDays: 365, customers: 2206, days: 47.5 },
    { after: 3, withinDays: 365, customers: 1310, days: 41 },
  ],
  margin: { rate: 0.5834, coverage: 0.912 },
  ltv: {
    orderCost: null,
    marginRate: 0.5834,
    toDate: 9835.61,
    averageOrderValueToDate: 3933.66,
    durationDays: 761,
    basis: 'limited',
    medianStayDays: 204,
    activeYears: 0.92,
    averageOrderValue: 3981.2,
    annualPurchaseFrequency: 1.7043,
    purchaseDurationYears: 761 / 365,
    revenue: revenueAt(761),
    interval: [revenueAt(761) - 402, revenueAt(761) + 402],
    curve: CURVE_DAYS.map((days) => ({
      days,
      orders: 1 + 2.55 * (1 - Math.exp(-days / 420)),
      revenue: revenueAt(days),
      interval: [revenueAt(days) - 60 - days * 0.45, revenueAt(days) + 60 + days * 0.45],
    })),
    longestKnownDays: 730,
    byTenure: Array.from({ length: 40 }, (_, index) => {
      const days = Math.round(((index + 1) * 761) / 20);
      const known = days <= 900;
      return {
        days,
        orders: known ? 1 + 2.55 * (1 - Math.exp(-days / 420)) : null,
        revenue: known ? revenueAt(days) : null,
        // S of 0.8 a year
        activeYears: (1 - Math.exp(-days / 456)) * 1.13,
      };
    }),
    staying: Array.from({ length: 150 }, (_, index) => ({
      days: 163 + index * 5,
      share: 0.08 + 0.5 * Math.exp(-index / 45),
    })),
    acquisitionCost: null,
    ...{ paybackDays: null, paybackMonths: null, paybackRevenue: null },
    paybackUnknown: { reason: 'costUnknown', knownDays: 911 },
    acquisitionByQuarter: [],
    retentionCostPerYear: null,
    value: revenueAt(761) * 0.5834,
    valueBasis: 'profit',
    health: {
      amount: 18000,
      purchases: 3,
      reachedAmount: 1902,
      reachedPurchases: 4102,
      reachedBoth: 1881,
    },
    quarters: ['2024Q2', '2024Q3'].map((quarter, index) => ({
      quarter,
      customers: 1201 + index * 40,
      averageOrderValue: 3950 + index * 70,
      annualPurchaseFrequency: 1.66 + index * 0.09,
      revenue: 13650 + index * 980,
    })),
  },
  repeat,
  repeatWithoutRenewals: {
    ...repeat,
    within: { ...within, '90': 0.3711 },
    worstRate: { step: 4, lost: 747, rate: 2241 / 2988 },
    leaveMost: { step: 1, lost: 6056, rate: 5987 / 12043 },
  },
  segments: { firstTime: 6056, second: 1402, trend: 733, loyal: 3852 },
  segmentDetails: {
    firstTime: { customers: 6056, revenue: 17865200 },
    second: { customers: 1402, revenue: 9084960 },
    trend: { customers: 733, revenue: 4310040 },
    loyal: { customers: 3852, revenue: 87190120 },
  },
  stages,
  stageDetails: byStage((stage, index) => ({
    customers: stages[stage],
    revenue: stages[stage] * (worth[index] ?? 0),
  })),
  daysToNextStage: byStage((_, index) => [41, 37, 64, null, null, null, null][index] ?? null),
  movement: {
    since: '2026-06-01',
    moves: [
      { from: 'none', to: 'purchaser', customers: 201 },
      { from: 'none', to: 'customer', customers: 9 },
      { from: 'purchaser', to: 'purchaser', customers: 5855 },
      { from: 'purchaser', to: 'customer', customers: 132 },
      { from: 'customer', to: 'loyal', customers: 71 },
      { from: 'customer', to: 'follower', customers: 44 },
      { from: 'follower', to: 'fanClub', customers: 28 },
      { from: 'fanClub', to: 'follower', customers: 19 },
      { from: 'loyal', to: 'none', customers: 1 },
    ],
    lapsed: 188,
    returned: 24,
  },
  valueAtStake: { from: 'purchaser', to: 'customer', amount: 21377680 },
  cohorts: cohorts(31, 0.17),
  cohortsWithoutRenewals: cohorts(31, 0.12),
  incompleteMonth: '2026-06',
  deciles: null,
  ranks: null,
  rfm: { recency: [], frequency: [], money: [], cells: [] },
  nps: NO_NPS,
  newcomers: Object.fromEntries(
    ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2'].map((quarter, index) => [
      quarter,
      {
        customers: 1120 + index * 40,
        revenue: {
          '30': 3900 - index * 30,
          '90': index > 4 ? null : 5480 - index * 90,
          '180': index > 3 ? null : 7600 - index * 110,
        },
        interval90: index > 4 ? null : [5330 - index * 90, 5630 - index * 90],
        f2: index > 4 ? null : 0.43 - index * 0.012,
      },
    ]),
  ),
  newcomersChange: {
    quarter: '2026-Q1',
    revenue: 5120,
    before: 5345,
    z: -2.6,
    zYear: -3.3,
    changed: true,
  },
  yearly: { buyers: 5510, meanRevenue: 11_820, amount: 18_000, reached: 902, repeaters: 0.6 },
  history: {
    windowStart: null,
    incompleteCustomers: 0,
    begins: 'known',
    reasons: [],
    notNew: null,
    newcomersFrom: null,
    suggestedFrom: null,
  },
});

export function byStage<T>(make: (stage: (typeof STAGES)[number], index: number) => T) {
  const made = STAGES.map((stage, index) => [stage, make(stage, index)] as const);
  return Object.fromEntries(made) as Record<(typeof STAGES)[number], T>;
}

/** The tea shop at its month ends, smaller the older; newest first, as the app counts them. */
export const monthEnds = Array.from({ length: 29 }, (_, age) => {
  const asOf = `${monthsBefore('2026-06', age)}-01`;
  const size = (29 - age) / 30;
  return {
    ...teaShop,
    asOf,
    customers: Math.round(teaShop.customers * size),
    stages: byStage((stage) => Math.round(stages[stage] * size)),
    status: { ...teaShop.status, active: Math.round(3990 - age * 20) },
    recency: recencyOf(Math.round(3990 - age * 20), 1544),
    ltv: { ...teaShop.ltv, value: 7650 - age * 12, averageOrderValueToDate: 3933.66 },
    repeat: { ...repeat, within: { ...within, '90': 0.4183 } },
  } satisfies Snapshot;
});

/** What the tea shop's customers bought next. */
export const teaNext: NextProducts = {
  nextProducts: {
    second: {
      customers: 5987,
      products: 11,
      from: [
        nextOf('煎茶お試しセット', 2702, [
          ['深蒸し煎茶 100g', 1210, 1904, 34],
          ['煎茶お試しセット', 402, 611, 41],
          ['ほうじ茶ティーバッグ 30包', 377, 988, 52],
        ]),
        nextOf('深蒸し煎茶 100g', 1003, [['深蒸し煎茶 100g', 688, 1904, 44]]),
        nextOf('新茶予約', 22, []),
      ],
    },
    third: {
      customers: 4102,
      products: 9,
      from: [nextOf('深蒸し煎茶 100g', 1488, [['深蒸し煎茶 100g', 1102, 1340, 39.5]])],
    },
  },
  nextProductsWithoutRenewals: null,
};

const MOVED = [
  { from: 'none', to: 'purchaser', customers: 201, lapsed: 0, returned: 0 },
  { from: 'none', to: 'customer', customers: 9, lapsed: 0, returned: 0 },
  { from: 'purchaser', to: 'customer', customers: 132, lapsed: 0, returned: 20 },
  { from: 'customer', to: 'loyal', customers: 71, lapsed: 0, returned: 4 },
  { from: 'customer', to: 'follower', customers: 44, lapsed: 0, returned: 0 },
  { from: 'follower', to: 'fanClub', customers: 28, lapsed: 0, returned: 0 },
  { from: 'fanClub', to: 'follower', customers: 19, lapsed: 3, returned: 0 },
] as const;

/** The tea shop's moves since the month before: those who stayed make up its stages. */
export const teaMoves: StageMoves = {
  since: '2026-05-18',
  cells: [
    ...MOVED,
    ...STAGES.map((stage) => ({
      ...{ from: stage, to: stage },
      customers:
        stages[stage] -
        MOVED.filter(({ to }) => to === stage).reduce((sum, { customers }) => sum + customers, 0),
      ...(stage === 'purchaser' ? { lapsed: 185, returned: 0 } : { lapsed: 0, returned: 0 }),
    })),
  ]
    .filter(({ customers }) => customers > 0)
    .map((cell) => ({ ...cell, revenue: cell.customers * 3000 })),
};

/** The tea shop's customers in groups. */
export const teaGroups: SegmentGroups = {
  states: [
    { stage: 'purchaser', state: 'active', customers: 1210, revenue: 3_569_500 },
    { stage: 'purchaser', state: 'atRisk', customers: 744, revenue: 2_194_800 },
    { stage: 'purchaser', state: 'lapsed', customers: 4102, revenue: 12_100_900 },
    { stage: 'customer', state: 'active', customers: 2700, revenue: 17_496_000 },
    { stage: 'customer', state: 'atRisk', customers: 800, revenue: 5_184_000 },
    { stage: 'customer', state: 'lapsed', customers: 2487, revenue: 16_115_760 },
  ],
  next: {
    ...{ since: '2026-03-20', days: 90 },
    segments: {
      firstTime: { customers: 5800, bought: 812, rate: 0.14 },
      second: { customers: 1300, bought: 455, rate: 0.35 },
      trend: { customers: 28, bought: 7, rate: null },
      loyal: { customers: 3500, bought: 1890, rate: 0.54 },
    },
  },
  rfmGroups: [
    { group: 'CHAMPIONS', customers: 1043, revenue: 60_000_000 },
    { group: 'none', customers: 11_000, revenue: 58_450_320 },
  ],
};
