import { customerNames, type CustomerName } from '../shopify/reads/customer-names.server';

export interface ShownNames {
  /** by Shopify's numeric id; null: may not be read, or not known there */
  names: ReadonlyMap<string, CustomerName | null>;
  /** Shopify was asked and did not answer */
  missing: boolean;
}

/**
 * Names of customers for a page that shows them, read from Shopify now and kept nowhere. A page does
 * without them where Shopify has not approved them or does not answer.
 * @param ids numeric ids; the same one may come twice
 */
export async function shownNames(
  domain: string,
  ids: readonly (string | null)[],
): Promise<ShownNames> {
  const asked = [...new Set(ids.filter((id) => id !== null))];
  if (asked.length === 0) return { names: new Map(), missing: false };
  try {
    return { names: await customerNames(domain, asked), missing: false };
  } catch {
    return { names: new Map(), missing: true };
  }
}
