import { z } from 'zod';
import { SEGMENTS, STAGES } from './groups';
import { NO_NPS, npsSchema } from './nps/nps';

export { SEGMENTS, STAGES, type Segment, type Stage } from './groups';

/**
 * Every number of a shop as of one day: what the snapshot table keeps, pages read and the report
 * prints. The first half has the shape of metrics.md section 8; the rest is beside it. Money is in
 * major units of the shop's currency, rates are fractions, null means "cannot be known yet".
 */
const count = z.number().int().nonnegative();
const unknown = z.number().nullable();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

export const LEFT_OUT_REASONS = [
  'test',
  'cancelled',
  'voided',
  'refunded',
  'otherCurrency',
  'giftCardOnly',
  'zeroValue',
  'noCustomer',
] as const;
/** Why a history is taken to begin in the middle (metrics.md section 9, a to c). */
export const HISTORY_REASONS = ['ordersAtShopify', 'orderNumbers', 'earlyNewcomers'] as const;
export const CURVE_DAYS = [30, 60, 90, 180, 365, 730] as const;
export const F2_DAYS = [30, 60, 90, 180, 365] as const;
const f2Shape = <T extends z.ZodType>(value: T) =>
  z.object({ '30': value, '60': value, '90': value, '180': value, '365': value });

/** Repeat metrics of section 3; once with and once without subscription renewals. */
const repeat = z.object({
  /** F2 to date: customers with n >= 2 / customers */
  raw: unknown,
  /** F2 within k days, Kaplan-Meier */
  within: f2Shape(unknown),
  /** Greenwood intervals of `within`, [low, high] */
  withinInterval: f2Shape(z.tuple([z.number(), z.number()]).nullable()),
  /** customers with n >= 1 ... 10 */
  funnel: z.array(count).length(10),
  steps: z.array(z.object({ step: count, conversion: unknown, lost: count })),
  /** step (1 = F1 to F2) that loses the most customers, and the one with the worst rate */
  leaveMost: z.object({ step: count, lost: count, rate: z.number() }).nullable(),
  worstRate: z.object({ step: count, lost: count, rate: z.number() }).nullable(),
  /** share of the last 365 days' buyers who have bought twice or more */
  repeatRate365: unknown,
  daysToSecond: z
    .object({
      withinDays: count,
      customers: count,
      bought: count,
      median: unknown,
      p75: unknown,
      p90: unknown,
      /** customers by days to the second purchase, in steps of 10 days, from (with) to (without) */
      histogram: z.array(z.object({ from: count, to: count, customers: count })),
    })
    .nullable(),
  /** products of the first purchase, most customers first, 50 at most */
  firstProducts: z.array(
    z.object({
      productId: z.string().nullable(),
      title: z.string().nullable(),
      customers: count,
      within90: unknown,
      medianDays: unknown,
    }),
  ),
});

const cohort = z.object({
  customers: count,
  active: z.array(count),
  revenue: z.array(z.number()),
});

const group = z.object({ customers: count, revenue: z.number() });

export const snapshotSchema = z.object({
  asOf: day,
  currency: z.string(),
  timezone: z.string(),
  orders: z.object({
    read: count,
    counted: count,
    excluded: z.partialRecord(z.enum(LEFT_OUT_REASONS), count),
    /** what they are worth; never of another currency */
    excludedRevenue: z.partialRecord(z.enum(LEFT_OUT_REASONS), unknown),
    /** pending for over 60 days: counted, shown as a warning */
    longPending: count,
  }),
  customers: count,
  revenue: z.number(),
  /** with the orders of unknown customers */
  shopRevenue: z.number(),
  /** day of the first counted order, and D minus it */
  firstOrderDay: day.nullable(),
  daysOfOrders: count,
  lapseDays: count,
  lapseBasis: z.enum(['setting', 'default', 'measured']),
  status: z.object({ active: count, atRisk: count, lapsed: count }),
  margin: z.object({
    /** gross margin rate; null when cost coverage is under 50 % */
    rate: unknown,
    coverage: unknown,
  }),
  ltv: z.object({
    toDate: unknown,
    averageOrderValueToDate: unknown,
    durationDays: count,
    basis: z.enum(['setting', 'default', 'measured', 'limited']),
    medianStayDays: unknown,
    activeYears: unknown,
    averageOrderValue: unknown,
    annualPurchaseFrequency: unknown,
    purchaseDurationYears: z.number(),
    revenue: unknown,
    interval: z.tuple([z.number(), z.number()]).nullable(),
    curve: z.array(
      z.object({
        days: count,
        orders: unknown,
        revenue: unknown,
        interval: z.tuple([z.number(), z.number()]).nullable(),
      }),
    ),
    /** the longest of the curve's tenures that is known; null when none is */
    longestKnownDays: count.nullable(),
    /** M and R by tenure: 1 day, then steps of a twentieth of T up to 2 T, for the chart and the what-if */
    byTenure: z.array(z.object({ days: count, orders: unknown, revenue: unknown })),
    /** the share of customers who still stay, by tenure in days */
    staying: z.array(z.object({ days: count, share: z.number() })),
    acquisitionCost: unknown,
    retentionCostPerYear: unknown,
    /** LTV after margin and costs; null where R(T) is; on revenue where the margin is unknown */
    value: unknown,
    valueBasis: z.enum(['profit', 'revenue']),
    health: z.object({
      /** null: nobody has set one in this currency; nobody then reaches it */
      amount: unknown,
      purchases: count,
      reachedAmount: count,
      reachedPurchases: count,
      reachedBoth: count,
    }),
    /** first-purchase quarters of the last two years whose R(min(T, 365)) is known */
    quarters: z.array(
      z.object({
        quarter: z.string(),
        customers: count,
        averageOrderValue: unknown,
        annualPurchaseFrequency: unknown,
        revenue: unknown,
      }),
    ),
  }),
  repeat,
  repeatWithoutRenewals: repeat,
  segments: z.object({ firstTime: count, second: count, trend: count, loyal: count }),
  segmentDetails: z.record(z.enum(SEGMENTS), group),
  stages: z.record(z.enum(STAGES), count),
  stageDetails: z.record(z.enum(STAGES), group),
  /** median days from first reaching a stage to first reaching the next, of who reached both */
  daysToNextStage: z.record(z.enum(STAGES), unknown),
  /** since the month's end before: stages then (rows) by stages now; new customers come from `none` */
  movement: z
    .object({
      since: day,
      moves: z.array(
        z.object({
          from: z.enum([...STAGES, 'none']),
          to: z.enum([...STAGES, 'none']),
          customers: count,
        }),
      ),
      /** customers who lapsed since then, and who came back */
      lapsed: count,
      returned: count,
    })
    .nullable(),
  /** the stage whose customers are worth most to move one stage up */
  valueAtStake: z
    .object({ from: z.enum(STAGES), to: z.enum(STAGES), amount: z.number() })
    .nullable(),
  cohorts: z.record(z.string(), cohort),
  cohortsWithoutRenewals: z.record(z.string(), cohort),
  /** the month of D - 1 while it is not over, 2024-02 */
  incompleteMonth: z.string().nullable(),
  deciles: z
    .array(
      z.object({
        decile: count,
        customers: count,
        revenue: z.number(),
        share: unknown,
        cumulativeShare: unknown,
        /** the last customer of the decile, by revenue and id: who belongs is decided with it */
        lastRevenue: z.number(),
        lastCustomerId: z.string(),
      }),
    )
    .nullable(),
  ranks: z.record(z.enum(['S', 'A', 'B', 'C']), group).nullable(),
  rfm: z.object({
    /** the least value that earns score 1 ... 5: last purchase day, purchases, revenue */
    recency: z.array(day),
    frequency: z.array(count),
    money: z.array(z.number()),
    cells: z.array(
      z.object({ r: count, f: count, m: count, customers: count, revenue: z.number() }),
    ),
  }),
  /** newcomers by calendar quarter (2025-Q1): R(t), its interval at 90 days, and F2 within 90 days */
  newcomers: z.record(
    z.string(),
    z.object({
      customers: count,
      revenue: z.object({ '30': unknown, '90': unknown, '180': unknown }),
      interval90: z.tuple([z.number(), z.number()]).nullable(),
      f2: unknown,
    }),
  ),
  /** R(90) of the latest quarter that is known against the four before it, taken together */
  newcomersChange: z
    .object({
      quarter: z.string(),
      revenue: z.number(),
      /** of the four before */
      before: z.number(),
      z: unknown,
      /** against the same quarter a year before */
      zYear: unknown,
      /** both differ, with the same sign */
      changed: z.boolean(),
    })
    .nullable(),
  /** the health line's later form: the last 365 days' buyers; null with fewer days of orders */
  yearly: z
    .object({
      buyers: count,
      meanRevenue: unknown,
      /** null: nobody has set one in this currency; nobody then reaches it */
      amount: unknown,
      reached: count,
      /** share of repeaters to stand beside */
      repeaters: z.number(),
    })
    .nullable(),
  history: z.object({
    /** first day Shopify lets the app read, where read_all_orders is missing */
    windowStart: day.nullable(),
    /** customers whose own number of orders at Shopify exceeds what was read */
    incompleteCustomers: count,
    /** whether the orders read begin in the middle of the shop's life; numbers of before this release: known */
    begins: z.enum(['middle', 'known']),
    reasons: z.array(z.enum(HISTORY_REASONS)),
    /** about so many newcomers are none; null where it cannot be said */
    notNew: unknown,
    /** the setting: newcomers count from this day on */
    newcomersFrom: day.nullable(),
    /** the day to set it to */
    suggestedFrom: day.nullable(),
  }),
  /** what the survey's answers say; a snapshot of before the survey has none */
  nps: npsSchema.default(NO_NPS),
});

export type Snapshot = z.output<typeof snapshotSchema>;
