import { PRODUCT_ID } from '../../../terms/filters';

/** What a unit cost that the merchant has entered is of. */
export interface CostOf {
  /** numeric ids at Shopify; `EVERY_VARIANT`: the product's variants that have no cost of their own */
  product: string;
  variant: string;
  /** the first day of the shop whose orders have it, YYYY-MM-DD; null: always */
  from: string | null;
}

export const EVERY_VARIANT = '0';
const ALWAYS = 'always';

/** The first and the last day that a unit cost may begin on. */
const FIRST_FROM = '1990-01-01';
const LAST_FROM = '2099-12-31';

/** Names a unit cost in a form and in the change history: `71 0 always`, `71 7101 2026-04-01`. */
export const costKey = ({ product, variant, from }: CostOf): string =>
  `${product} ${variant} ${from ?? ALWAYS}`;

/** @returns null for a text that names none */
export function parseCostKey(key: string): CostOf | null {
  const [product = '', variant = '', from = '', ...rest] = key.split(' ');
  const isOf =
    rest.length === 0 &&
    PRODUCT_ID.test(product) &&
    (variant === EVERY_VARIANT || PRODUCT_ID.test(variant)) &&
    (from === ALWAYS || isFromDay(from));
  return isOf ? { product, variant, from: from === ALWAYS ? null : from } : null;
}

/** Whether a text is a day of the calendar that a unit cost may begin on. */
export function isFromDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text < FIRST_FROM || text > LAST_FROM) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
