import { readCustomerTags } from '../shopify/reads/customer-tags.server';

/** The tags that a shop's customers carry, by Shopify; null where it cannot say now. They are stored nowhere. */
export async function readTagsToChoose(domain: string): Promise<string[] | null> {
  try {
    return await readCustomerTags(domain);
  } catch {
    return null;
  }
}
