import { admin } from '../api/admin.server';
import { PAGE_PATIENCE } from '../api/graphql-call';
import { CUSTOMER_TAGS, customerTagsResponse } from '../documents/customer-tags';

/**
 * The tags that a shop's customers carry, the first 250 of them, to be shown and not stored.
 * @throws ShopGone, Throttled, Unavailable, AccessDenied, BadQuery
 */
export async function readCustomerTags(domain: string): Promise<string[]> {
  const { shop } = await admin(domain).query(CUSTOMER_TAGS, {}, customerTagsResponse, {
    patience: PAGE_PATIENCE,
  });
  return shop.customerTags.nodes;
}
