import { z } from 'zod';
import { kaplanMeier, type Duration } from '../curves/kaplan-meier';
import { kinds } from '../kinds';
import { f2Within, greenwood } from './f2';

/** The k of the shares; longer durations tell nothing about them. */
export const TRIAL_DAYS = [30, 60, 90] as const;
/** Groups of products and of sources. */
const MOST = 50;

const byDays = <T>(of: (days: number) => T) => ({ '30': of(30), '60': of(60), '90': of(90) });

const group = z.object({
  customers: kinds.customers,
  /** Kaplan-Meier; null as F2 */
  within: z.object(byDays(() => kinds.rate.nullable())),
});

/** Trial to main (README.md section 9). */
export const trialToMainSchema = group.extend({
  /** Greenwood intervals of `within`, [low, high] */
  withinInterval: z.object(byDays(() => z.tuple([kinds.rate, kinds.rate]).nullable())),
  /** by trial product of the first purchase, most customers first */
  products: z.array(group.extend({ productId: z.string(), title: z.string().nullable() })),
  /** by the first order's source, most customers first; null: unknown */
  sources: z.array(group.extend({ source: z.string().nullable() })),
});

/** Customers who began with trials alone and have been observed alike. */
export interface Began extends Duration {
  products: readonly string[];
  source: string | null;
}

/** The shares of all of them, by product and by source. @param titles by product id */
export function trialToMainOf(
  began: readonly Began[],
  titles: ReadonlyMap<string, string>,
): z.output<typeof trialToMainSchema> {
  const survival = kaplanMeier(began);
  const byProduct = new Map<string, Began[]>();
  // one with several trials is under each
  for (const one of began)
    for (const product of new Set(one.products))
      byProduct.set(product, [...(byProduct.get(product) ?? []), one]);
  return {
    ...groupOf(began),
    withinInterval: byDays((days) => greenwood(survival, days)),
    products: [...byProduct]
      .map(([productId, own]) => ({
        productId,
        title: titles.get(productId) ?? null,
        ...groupOf(own),
      }))
      .sort((a, b) => b.customers - a.customers || Number(a.productId) - Number(b.productId))
      .slice(0, MOST),
    sources: [...Map.groupBy(began, ({ source }) => source)]
      .map(([source, own]) => ({ source, ...groupOf(own) }))
      .sort((a, b) => b.customers - a.customers || unknownLast(a.source, b.source))
      .slice(0, MOST),
  };
}

function unknownLast(one: string | null, other: string | null): number {
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
}

function groupOf(began: readonly Began[]): z.output<typeof group> {
  const survival = kaplanMeier(began);
  return {
    customers: began.reduce((sum, { count }) => sum + count, 0),
    within: byDays((days) => f2Within(survival, days)),
  };
}
