import { z } from 'zod';

/** How a page writes a number: its unit, and how many decimals it has. */
export type Kind = 'money' | 'rate' | 'days' | 'years' | 'customers' | 'count' | 'mean';

const registry = z.registry<{ kind: Kind }>();
const amount = (kind: Kind) => z.number().register(registry, { kind });
const whole = (kind: Kind) => z.number().int().nonnegative().register(registry, { kind });

/**
 * Schemas of numbers with a kind. `.nullable()` where the number may be unknown: null, never 0.
 */
export const kinds = {
  /** major units of the shop's currency */
  money: amount('money'),
  /** 0 to 1 */
  rate: amount('rate'),
  days: whole('days'),
  /** days where a median or percentile may lie between two */
  partDays: amount('days'),
  years: amount('years'),
  customers: whole('customers'),
  count: whole('count'),
  /** a mean of counts: orders a year, items per order */
  mean: amount('mean'),
};

/** A calendar day of the shop, YYYY-MM-DD. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** The kind of a number whose schema is one of `kinds`, nullable or not; null for any other schema. */
export function kindOf(schema: z.core.$ZodType): Kind | null {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return kindOf(schema.unwrap());
  return registry.get(schema)?.kind ?? null;
}
