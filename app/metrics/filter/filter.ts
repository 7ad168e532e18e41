import { createHash } from 'node:crypto';
import { z } from 'zod';

/** The name of an order's source where Shopify knows none, and of the filter for these orders. */
export const UNKNOWN_SOURCE = 'unknown';

/** Longer than any source's key (`ingest/facts/visits`). */
const LONGEST_SOURCE = 200;

/**
 * Whom a filter chooses: customers by their first counted order (README.md section 9). A condition that is missing
 * chooses all; several must all hold.
 */
export const filterSchema = z.strictObject({
  /** numeric id of a product that it has and that was kept */
  product: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .optional(),
  /** on discount, or not */
  discount: z.boolean().optional(),
  /** key of its source, or `UNKNOWN_SOURCE` */
  source: z.string().min(1).max(LONGEST_SOURCE).optional(),
  /** with a selling plan, or without */
  plan: z.boolean().optional(),
});

export type Filter = z.output<typeof filterSchema>;

/**
 * The filter of an address: `?product=<id>&discount=yes|no&source=<key>&plan=yes|no`. An empty value is none.
 * @returns null without a condition; `impossible` for a value that chooses none of any shop's customers
 */
export function filterOf(search: URLSearchParams): Filter | 'impossible' | null {
  const given = Object.fromEntries(
    ['product', 'discount', 'source', 'plan'].flatMap((name) => {
      const text = search.get(name) ?? '';
      return text === '' ? [] : [[name, FLAGS.get(name)?.get(text) ?? text]];
    }),
  );
  if (Object.keys(given).length === 0) return null;
  const { data } = filterSchema.safeParse(given);
  return data === undefined || data.source?.includes('\0') === true ? 'impossible' : data;
}

const YES_OR_NO: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['no', false],
]);
const FLAGS = new Map([
  ['discount', YES_OR_NO],
  ['plan', YES_OR_NO],
]);

/** Names a filter: the same conditions have the same key, 22 characters. */
export function filterKey({ product, discount, source, plan }: Filter): string {
  return createHash('sha256')
    .update(JSON.stringify([product ?? null, discount ?? null, source ?? null, plan ?? null]))
    .digest('base64url')
    .slice(0, 22);
}
