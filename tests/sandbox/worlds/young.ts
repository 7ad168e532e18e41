import { teaShop } from './tea-shop';
import type { TeaShopWorld } from './tea-shop';

/** A tea shop in its 80th day with a few hundred customers: many metrics are not known yet. */
export function youngShop({ until, seed = 'young' }: { until: Date; seed?: string }): TeaShopWorld {
  return teaShop({
    until,
    seed,
    days: 80,
    customers: 380,
    daysBeforeShopify: 0,
    domain: 'young-shop.myshopify.com',
    name: '茶舗 ふたば',
  });
}
