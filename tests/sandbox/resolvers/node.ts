import { NotInSandbox } from '../graphql/errors';
import { bulkQueries } from './bulk-operations';
import { customerQueries } from './customers';
import { fields, typed, type Context, type Resolve } from './define';
import { orderQueries } from './orders';
import { productQueries } from './products';

/** The single read for each type of a global id. */
const READS: Record<string, Resolve<never> | undefined> = {
  Order: orderQueries.order,
  Customer: customerQueries.customer,
  Product: productQueries.product,
  ProductVariant: productQueries.productVariant,
  InventoryItem: productQueries.inventoryItem,
  BulkOperation: bulkQueries.bulkOperation,
};

export const nodeQueries = fields<unknown>({
  node: (_, args, context) => readNode(args.id, context),
  nodes: (_, args, context) =>
    Array.isArray(args.ids) ? args.ids.map((id) => readNode(id, context)) : [],
});

function readNode(id: unknown, context: Context): unknown {
  const type = /^gid:\/\/shopify\/(\w+)\/\d+$/.exec(String(id))?.[1];
  const read = type === undefined ? undefined : READS[type];
  if (type === undefined || !read) throw new NotInSandbox(`node(id: "${String(id)}")`);
  const found = read(undefined as never, { id }, context);
  if (typeof found !== 'object' || found === null) return null;
  return '__typename' in found ? found : typed(type, found);
}
