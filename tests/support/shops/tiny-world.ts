import type { CustomerRecord, World } from '../../sandbox/store/records';

const NOW = '2026-10-01T00:00:00Z';

const customer = (id: number, firstName: string): CustomerRecord => ({
  id,
  createdAt: NOW,
  updatedAt: NOW,
  firstName,
  lastName: null,
  email: null,
  locale: 'ja',
  tags: [],
  numberOfOrders: 0,
  amountSpent: '0',
  emailMarketing: null,
  smsMarketing: null,
  rfmGroup: null,
  dataSaleOptOut: false,
});

/** A shop with two customers, 花子 (1) and 太郎 (2), and nothing else: enough for queries. */
export function tinyWorld(domain: string): World {
  return {
    shop: {
      domain,
      id: 7,
      name: 'Tiny',
      currencyCode: 'JPY',
      ianaTimezone: 'Asia/Tokyo',
      primaryLocale: 'ja',
      createdAt: '2024-01-01T00:00:00Z',
      taxesIncluded: true,
      planName: 'Basic',
    },
    products: () => [],
    customers: () => [customer(1, '花子'), customer(2, '太郎')],
    orders: () => [],
  };
}
