import { bulkMutations, bulkQueries, bulkResolvers } from './bulk-operations';
import { connectionResolvers } from './connections';
import { customerQueries, customerResolvers } from './customers';
import type { ResolverTable } from './define';
import { lineItemResolvers } from './line-items';
import { metafieldMutations, metafieldResolvers } from './metafields';
import { moneyResolvers } from './money';
import { nodeQueries } from './node';
import { journeyResolvers, orderQueries, orderResolvers } from './orders';
import { productQueries, productResolvers } from './products';
import { shopQueries, shopResolvers } from './shop';

/** Every field the local Shopify implements: type → field → resolver. */
export const RESOLVERS: ResolverTable = {
  QueryRoot: {
    ...shopQueries,
    ...orderQueries,
    ...customerQueries,
    ...productQueries,
    ...bulkQueries,
    ...nodeQueries,
  },
  Mutation: { ...bulkMutations, ...metafieldMutations },
  ...shopResolvers,
  ...metafieldResolvers,
  ...orderResolvers,
  ...journeyResolvers,
  ...lineItemResolvers,
  ...moneyResolvers,
  ...customerResolvers,
  ...productResolvers,
  ...bulkResolvers,
  ...connectionResolvers,
};
