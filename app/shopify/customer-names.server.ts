import { admin } from './admin.server';
import { CUSTOMER_NAMES, customerNamesAnswer } from './documents/customer-names';
import { AccessDenied } from './errors';
import { gid, numericId } from './gid';
import { PAGE_PATIENCE } from './graphql-call';

/** Shopify's limit for one list of ids. */
const IDS_PER_CALL = 250;

/**
 * Names of customers, live from Shopify; none is kept. Null for each whose name the app may not
 * read (level 2 is missing) or whom Shopify does not know.
 *
 * @param ids numeric ids
 * @throws ShopGone, Throttled, Unavailable
 */
export async function customerNames(
  domain: string,
  ids: readonly string[],
): Promise<Map<string, string | null>> {
  const names = new Map<string, string | null>(ids.map((id) => [id, null]));
  for (let from = 0; from < ids.length; from += IDS_PER_CALL) {
    const variables = {
      ids: ids.slice(from, from + IDS_PER_CALL).map((id) => gid('Customer', id)),
    };
    try {
      const { nodes } = await admin(domain).query(CUSTOMER_NAMES, variables, customerNamesAnswer, {
        allowPartial: true,
        patience: PAGE_PATIENCE,
      });
      for (const node of nodes)
        if (node?.id !== undefined) names.set(numericId(node.id), node.displayName ?? null);
    } catch (error) {
      if (!(error instanceof AccessDenied)) throw error;
    }
  }
  return names;
}
