import { readCustomerNames, type CustomerName } from '../shopify/reads/customer-names.server';

export interface ShownNames {
  /** by Shopify's numeric id; null: not readable, or unknown to Shopify */
  names: ReadonlyMap<string, CustomerName | null>;
  /** Shopify failed */
  missing: boolean;
}

/**
 * Reads customers' names from Shopify for a page; they are stored nowhere. The page shows none where
 * Shopify has not approved the access or fails.
 * @param ids numeric ids, duplicates allowed
 */
export async function readShownNames(
  domain: string,
  ids: readonly (string | null)[],
): Promise<ShownNames> {
  const asked = [...new Set(ids.filter((id) => id !== null))];
  if (asked.length === 0) return { names: new Map(), missing: false };
  try {
    return { names: await readCustomerNames(domain, asked), missing: false };
  } catch {
    return { names: new Map(), missing: true };
  }
}
