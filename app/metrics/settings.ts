import { z } from 'zod';
import { LONGEST_TAG, MOST_DAYS, MOST_TAGS, STAGE_BOUNDS } from '../terms/rule-bounds';
import { STAGE_NUMBERS, type StageNumbers } from '../terms/stage-numbers';

/** A number of the stages' rules, within its bounds. */
const stageNumber = (name: keyof StageNumbers) =>
  z
    .number()
    .int()
    .min(STAGE_BOUNDS[name].least)
    .max(STAGE_BOUNDS[name].most)
    .default(STAGE_NUMBERS[name]);

/** The merchant's settings of the numbers; README.md has the defaults. */
export const metricSettingsSchema = z.object({
  /** purchases are days with orders, or single orders */
  counting: z.enum(['day', 'order']).default('day'),
  revenueBasis: z.enum(['net', 'withTax']).default('net'),
  /** least share of the list price that makes an order "on discount"; 0 = any */
  minimumDiscount: z.number().min(0).max(1).default(0),
  lapseDays: z.number().int().min(1).max(MOST_DAYS).nullable().default(null),
  durationDays: z.number().int().min(1).max(MOST_DAYS).nullable().default(null),
  /** first day whose newcomers are counted as new, where the history begins in the middle (README.md section 8) */
  newcomersFrom: z.iso.date().nullable().default(null),
  /** gross margin rate of lines whose unit cost is unknown */
  defaultMargin: z.number().min(0).max(1).nullable().default(null),
  /** cost of an order besides goods (shipping, packing, payment): an amount, and a share of its revenue */
  orderCost: z
    .object({ amount: z.number().nonnegative(), share: z.number().min(0).max(1) })
    .nullable()
    .default(null),
  /** health line: revenue to date (null: the currency's default) and purchases */
  healthAmount: z.number().positive().nullable().default(null),
  healthPurchases: z.number().int().positive().default(3),
  /** the health line's later form: a year's revenue (null: the currency's default) and the share of repeaters */
  healthYearAmount: z.number().positive().nullable().default(null),
  healthRepeaters: z.number().min(0).max(1).default(0.6),
  /** the shop's own goal of F2 within 90 days; null: none, and the method's aim stands beside F2 */
  f2Benchmark: z.number().min(0).max(1).nullable().default(null),
  followerTags: z.array(z.string().min(1).max(LONGEST_TAG)).max(MOST_TAGS).default([]),
  eventTags: z.array(z.string().min(1).max(LONGEST_TAG)).max(MOST_TAGS).default([]),
  /** purchases that make a loyal customer without a back-end or cross-sell product; two make a customer */
  loyalPurchases: stageNumber('loyalPurchases'),
  /** orders with a selling plan that make a customer a member: the first and the renewals of the minimum contract */
  minimumContractOrders: stageNumber('minimumContractOrders'),
  evangelistReferrals: stageNumber('evangelistReferrals'),
  evangelistProducts: stageNumber('evangelistProducts'),
  retention: z
    .object({
      systemsPerMonth: z.number().nonnegative(),
      peoplePerMonth: z.number().nonnegative(),
      /** the merchant's own number of customers; null: those not lapsed */
      customers: z.number().int().positive().nullable(),
    })
    .nullable()
    .default(null),
});

export type MetricSettings = z.output<typeof metricSettingsSchema>;
/** Those of costs, without advertising. */
export type CostSettings = Pick<MetricSettings, 'retention' | 'defaultMargin' | 'orderCost'>;

/** The shop's own goals, which pages show beside the numbers; null: none. No number is counted by them. */
export const goalSettingsSchema = z.object({
  /** a customer's worth within 365 days, on the basis of LTV */
  ltv365: z.number().positive().nullable().default(null),
  /** score of the last 30 days */
  nps: z.number().min(-100).max(100).nullable().default(null),
  /** share of the year's buyers who are repeaters */
  repeaters: z.number().min(0).max(1).nullable().default(null),
});
export type GoalSettings = z.output<typeof goalSettingsSchema>;

/** A change of a rule, as a history marks it: what a setting was before a day's changes of it, and after them. */
export interface RuleMark {
  /** the shop's calendar day, YYYY-MM-DD */
  day: string;
  name: string;
  /** null of products' roles */
  before: number | string | string[] | null;
  after: number | string | string[] | null;
  /** products whose role changed; of another setting 0 */
  products: number;
}

/** The articles' ¥18,000, and amounts of that order in other currencies. */
const HEALTH_AMOUNTS: Record<string, number> = {
  JPY: 18_000,
  USD: 120,
  EUR: 110,
  GBP: 95,
  CAD: 165,
  AUD: 185,
  KRW: 165_000,
  TWD: 3_900,
  CNY: 860,
};

/** The health line's revenue per customer; null where none is set. */
export function healthAmount(settings: MetricSettings, currency: string): number | null {
  return settings.healthAmount ?? HEALTH_AMOUNTS[currency] ?? null;
}

/** The same for a year's revenue per buyer. */
export function healthYearAmount(settings: MetricSettings, currency: string): number | null {
  return settings.healthYearAmount ?? HEALTH_AMOUNTS[currency] ?? null;
}
