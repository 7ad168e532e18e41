import type { ProductRecord } from '../store/records';
import { pageOfList } from '../store/store-pages';
import type { StoredVariant } from '../store/store-shop';
import { fields, mapPage } from './define';
import { listPage, PRODUCTS, VARIANTS, windowOf } from './listing';
import type { Amount } from './money';
import { dateTime, gid, idOf } from './scalars';

export const productResolvers = {
  Product: fields<ProductRecord>({
    id: (product) => gid('Product', product.id),
    legacyResourceId: (product) => String(product.id),
    title: (product) => product.title,
    handle: (product) => product.handle,
    updatedAt: (product) => dateTime(product.updatedAt),
    isGiftCard: (product) => product.isGiftCard,
    variants: (product, args) =>
      mapPage(pageOfList(product.variants, windowOf(args)), (variant): StoredVariant => ({
        ...variant,
        productId: product.id,
      })),
  }),
  ProductVariant: fields<StoredVariant>({
    id: (variant) => gid('ProductVariant', variant.id),
    legacyResourceId: (variant) => String(variant.id),
    title: (variant) => variant.title,
    sku: (variant) => variant.sku,
    price: (variant) => variant.price,
    product: (variant, _, { rows }) => rows.product(variant.productId),
    inventoryItem: (variant) => variant,
  }),
  InventoryItem: fields<StoredVariant>({
    // Each variant has one inventory item; here both have the same number.
    id: (variant) => gid('InventoryItem', variant.id),
    legacyResourceId: (variant) => String(variant.id),
    sku: (variant) => variant.sku ?? '',
    variant: (variant) => variant,
    variants: (variant, args) => pageOfList([variant], windowOf(args)),
    unitCost: (variant, _, { shop }): Amount | null =>
      variant.unitCost === null
        ? null
        : { amount: variant.unitCost, currencyCode: shop.record.currencyCode },
  }),
};

export const productQueries = fields<unknown>({
  product: (_, args, { rows }) => {
    const id = idOf('Product', args.id);
    return id === null ? null : rows.product(id);
  },
  productVariant: (_, args, { rows }) => {
    const id = idOf('ProductVariant', args.id);
    return id === null ? null : rows.variant(id);
  },
  inventoryItem: (_, args, { rows }) => {
    const id = idOf('InventoryItem', args.id);
    return id === null ? null : rows.variant(id);
  },
  products: (_, args, context) =>
    mapPage(listPage(PRODUCTS, args, context), (row): ProductRecord =>
      JSON.parse(String(row.record)),
    ),
  productVariants: (_, args, context) =>
    mapPage(listPage(VARIANTS, args, context), (row): StoredVariant =>
      JSON.parse(String(row.record)),
    ),
});
