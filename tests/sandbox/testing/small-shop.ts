import type {
  CustomerRecord,
  LineRecord,
  OrderRecord,
  ProductRecord,
  World,
} from '../store/records';
import { confirmationNumber } from '../worlds/confirmation-number';

export const DOMAIN = 'small.myshopify.com';

/** A product with two variants, one of which has a cost. */
const PRODUCT: ProductRecord = {
  id: 10,
  title: '煎茶',
  handle: 'sencha',
  updatedAt: '2026-01-01T00:00:00Z',
  isGiftCard: false,
  variants: [
    { id: 11, title: '100 g', sku: 'SEN-100', price: '1080', unitCost: '432' },
    { id: 12, title: '200 g', sku: null, price: '1980', unitCost: null },
  ],
};

/** A customer who agreed to e-mails. */
export function customer(over: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    id: 1,
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    firstName: '花子',
    lastName: '山田',
    email: 'hanako@example.com',
    locale: 'ja',
    tags: ['vip'],
    numberOfOrders: 1,
    amountSpent: '1080',
    emailMarketing: { state: 'SUBSCRIBED', updatedAt: '2026-01-02T00:00:00Z' },
    smsMarketing: null,
    rfmGroup: 'LOYAL',
    dataSaleOptOut: false,
    ...over,
  };
}

/** One packet of tea, 100 yen off by code. */
export function line(over: Partial<LineRecord> = {}): LineRecord {
  return {
    id: 100,
    title: '煎茶',
    sku: 'SEN-100',
    quantity: 1,
    currentQuantity: 1,
    isGiftCard: false,
    productId: 10,
    variantId: 11,
    sellingPlan: null,
    originalTotal: '1080',
    allocations: [{ amount: '100', kind: 'code', name: 'HARU', targetType: 'LINE_ITEM' }],
    taxLines: [{ title: '消費税', rate: 0.08, price: '72' }],
    ...over,
  };
}

/** A paid order of one line by customer 1. */
export function order(over: Partial<OrderRecord> = {}): OrderRecord {
  const told = { id: over.id ?? 1000, createdAt: '2026-03-01T03:00:00Z', sourceName: 'web' };
  return {
    ...told,
    name: `#${String(told.id)}`,
    confirmationNumber: confirmationNumber({ ...told, ...over }),
    processedAt: '2026-03-01T03:00:00Z',
    updatedAt: '2026-03-01T03:00:00Z',
    cancelledAt: null,
    test: false,
    edited: false,
    currencyCode: 'JPY',
    taxesIncluded: true,
    displayFinancialStatus: 'PAID',
    customerId: 1,
    discountCodes: ['HARU'],
    subtotal: '980',
    currentSubtotal: '980',
    refundDiscrepancy: '0',
    totalShipping: '500',
    totalTax: '72',
    totalPrice: '1480',
    totalRefunded: '0',
    tags: [],
    lines: [line({ id: told.id * 10 })],
    ...over,
  };
}

export interface Goods {
  domain?: string;
  planName?: string;
  products?: ProductRecord[];
  customers?: CustomerRecord[];
  orders?: OrderRecord[];
}

/** A shop in Tokyo with exactly these goods (one product and customer 1 if not given). */
export function smallShop(goods: Goods = {}): World {
  return {
    shop: {
      domain: goods.domain ?? DOMAIN,
      id: 7,
      name: '小さなお茶屋',
      currencyCode: 'JPY',
      ianaTimezone: 'Asia/Tokyo',
      primaryLocale: 'ja',
      createdAt: '2025-01-01T00:00:00Z',
      taxesIncluded: true,
      planName: goods.planName ?? 'Basic',
    },
    products: () => goods.products ?? [PRODUCT],
    customers: () => goods.customers ?? [customer()],
    orders: () => goods.orders ?? [],
  };
}

/** `count` orders of two lines each, a minute apart, in the order of their ids. */
export function manyOrders(count: number): OrderRecord[] {
  const start = Date.parse('2026-03-01T00:00:00Z');
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(start + index * 60_000).toISOString();
    const id = 1000 + index;
    return order({
      id,
      createdAt: at,
      processedAt: at,
      updatedAt: at,
      lines: [line({ id: id * 10 }), line({ id: id * 10 + 1 })],
    });
  });
}
