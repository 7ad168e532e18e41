import { admin } from '../api/admin.server';
import { CUSTOMER_NAMES, customerNamesResponse } from '../documents/customer-names';
import { AccessDenied } from '../protocol/errors';
import { gid, numericId } from '../protocol/gid';
import { PAGE_PATIENCE } from '../api/graphql-call';

/** Shopify's limit for one list of ids. */
const IDS_PER_CALL = 250;

/** A name as Shopify has it, with at least one part. The order of the parts depends on the reader's language. */
export interface CustomerName {
  first: string | null;
  last: string | null;
}

/**
 * Reads customers' names from Shopify, to be shown and not stored. Null for a customer whose name the app
 * may not read (approval for level 2 is missing), who has none, or whom Shopify does not know.
 *
 * @param ids numeric ids
 * @throws ShopGone, Throttled, Unavailable
 */
export async function readCustomerNames(
  domain: string,
  ids: readonly string[],
): Promise<Map<string, CustomerName | null>> {
  const names = new Map<string, CustomerName | null>(ids.map((id) => [id, null]));
  for (let from = 0; from < ids.length; from += IDS_PER_CALL) {
    const variables = {
      ids: ids.slice(from, from + IDS_PER_CALL).map((id) => gid('Customer', id)),
    };
    try {
      const { nodes } = await admin(domain).query(
        CUSTOMER_NAMES,
        variables,
        customerNamesResponse,
        {
          allowPartial: true,
          patience: PAGE_PATIENCE,
        },
      );
      for (const node of nodes)
        if (node?.id !== undefined) names.set(numericId(node.id), nameOf(node));
    } catch (error) {
      if (!(error instanceof AccessDenied)) throw error;
    }
  }
  return names;
}

/** Of a customer as Shopify states it; null without a name. */
export function nameOf(of: {
  firstName?: string | null;
  lastName?: string | null;
}): CustomerName | null {
  const first = of.firstName?.trim() || null;
  const last = of.lastName?.trim() || null;
  return first === null && last === null ? null : { first, last };
}
