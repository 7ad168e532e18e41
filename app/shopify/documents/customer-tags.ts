import { z } from 'zod';
import { document } from './document';

/** Shopify's limit for a list; this one has no next page. */
const MOST_TAGS_READ = 250;

/** The tags that the shop's customers carry, to choose from. */
export const CUSTOMER_TAGS = document(`
  query CustomerTags {
    shop { customerTags(first: ${MOST_TAGS_READ}) { nodes } }
  }
`);

export const customerTagsResponse = z.object({
  shop: z.object({ customerTags: z.object({ nodes: z.array(z.string()) }) }),
});
