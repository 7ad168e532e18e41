import type { LocalShopify } from '../sandbox/local-shopify';
import type { ProductRecord, VariantRecord, World } from '../sandbox/store/records';
import { orderOf } from '../sandbox/store/store-shop';
import { teaShop } from '../sandbox/worlds/tea-shop';

export const DOMAIN = 'chaos-shop.myshopify.com';

/**
 * A small shop that has been open for some months, with a product that no order contains. A line keeps
 * the unit cost that the app first saw, so only a product without lines may change its cost: otherwise
 * a fresh import finds other costs.
 */
export function chaosWorld(seed: string): { world: World; sold: number[]; costed: number[] } {
  const tea = teaShop({
    ...{ until: new Date(), seed, domain: DOMAIN, name: '茶舗 あらし' },
    ...{ days: 100, customers: 250, daysBeforeShopify: 0 },
  });
  const variants = Array.from({ length: 12 }, (_, at): VariantRecord => {
    const cost = at % 3 === 0 ? null : String(100 + at);
    return { id: 880_010 + at, title: String(at), sku: null, price: '900', unitCost: cost };
  });
  const unsold: ProductRecord = {
    ...{ id: 880_000, title: '見本', handle: 'sample-box', isGiftCard: false, variants },
    updatedAt: tea.shop.createdAt,
  };
  const products = [...tea.products()];
  return {
    world: {
      ...tea,
      // the API budget of a standard shop would make the run too long
      shop: { ...tea.shop, planName: 'Shopify Plus' },
      products: () => [...products, unsold],
    },
    sold: products.flatMap((product) => product.variants.map(({ id }) => id)),
    costed: variants.map(({ id }) => id),
  };
}

/** The shop's current state, read from the local Shopify's own rows. */
export function worldNow(shopify: LocalShopify, domain: string): World {
  const shop = shopify.store.shop(domain);
  if (!shop) throw new Error(`there is no shop ${domain}`);
  const rows = (table: string): Record<string, unknown>[] =>
    shopify.store.all(`select * from ${table} where shop = ? order by id`, shop.no);
  return {
    shop: shop.record,
    products: () => rows('products').map(({ record }) => JSON.parse(String(record))),
    customers: () => rows('customers').map(({ record }) => JSON.parse(String(record))),
    orders: () => rows('orders').map(orderOf),
  };
}
