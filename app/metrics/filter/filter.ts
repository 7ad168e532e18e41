import { createHash } from 'node:crypto';
import { z } from 'zod';
import { detailNamed, type DetailName } from '../details/details';
import { LONGEST_SOURCE, PRODUCT_ID } from '../../terms/filters';

/**
 * Whom a filter chooses: customers by their first counted order (README.md section 9). A condition that is missing
 * chooses all; several must all hold.
 */
export const filterSchema = z.strictObject({
  /** numeric id of a product that it has and that was kept */
  product: z.string().regex(PRODUCT_ID).optional(),
  /** on discount, or not */
  discount: z.boolean().optional(),
  /** key of its source, or `UNKNOWN_SOURCE` */
  source: z.string().min(1).max(LONGEST_SOURCE).optional(),
  /** with a selling plan, or without */
  plan: z.boolean().optional(),
});

export type Filter = z.output<typeof filterSchema>;

/** Names a filter: the same conditions have the same key, 22 characters. */
export function filterKey({ product, discount, source, plan }: Filter): string {
  return createHash('sha256')
    .update(JSON.stringify([product ?? null, discount ?? null, source ?? null, plan ?? null]))
    .digest('base64url')
    .slice(0, 22);
}

/** Names a detail of the customers whom a filter chooses: `filterKey` and the detail's name. */
export function detailKey(filter: Filter, detail: DetailName): string {
  return `${filterKey(filter)}/${detail}`;
}

/** The detail that a key names; null for a key of whole numbers, `unknown` for a detail of another release. */
export function detailOf(key: string): DetailName | 'unknown' | null {
  const [, name] = key.split('/');
  if (name === undefined) return null;
  return detailNamed(name) === null ? 'unknown' : (name as DetailName);
}
