import type { World } from '../store/records';

/** A shop opened on this day, without products, customers and orders. */
export function emptyShop({ openedAt }: { openedAt: Date }): World {
  return {
    shop: {
      domain: 'empty-shop.myshopify.com',
      id: 60_000_000_300,
      name: 'Empty shop',
      currencyCode: 'JPY',
      ianaTimezone: 'Asia/Tokyo',
      primaryLocale: 'ja',
      createdAt: openedAt.toISOString(),
      taxesIncluded: true,
      planName: 'Basic',
    },
    products: () => [],
    customers: () => [],
    orders: () => [],
  };
}
