import { describe, expect, it } from 'vitest';
import { costColumns, customerColumns, lineColumns } from './bulk-rows';

const line = {
  id: 'gid://shopify/LineItem/9',
  __parentId: 'gid://shopify/Order/7',
  quantity: 3,
  currentQuantity: 2,
  isGiftCard: false,
  product: { id: 'gid://shopify/Product/1' },
  variant: null,
  sellingPlan: null,
  originalTotalSet: { shopMoney: { amount: '30.0' } },
  taxLines: [
    { priceSet: { shopMoney: { amount: '0.10' } } },
    { priceSet: { shopMoney: { amount: '0.2' } } },
  ],
  discountAllocations: [
    {
      allocatedAmountSet: { shopMoney: { amount: '5.0' } },
      discountApplication: { targetType: 'SHIPPING_LINE' },
    },
  ],
};

describe('a line of a bulk result', () => {
  it('adds up taxes exactly, and discounts on goods only', () => {
    expect(lineColumns(line)).toEqual([
      ...['7', '9', '1', null, null, '3', '2', 'f'],
      ...['f', '30.0', '0', '0.30'],
    ]);
  });

  it('is refused with the name of the field that differs from the documentation', () => {
    expect(() => lineColumns({ ...line, quantity: -1 })).toThrow('quantity');
    expect(() => lineColumns({ ...line, id: '9' })).toThrow('not a Shopify id');
  });

  it('escapes text that would end a row of COPY, and drops characters that PostgreSQL cannot store', () => {
    const cost = {
      id: 'gid://shopify/ProductVariant/1',
      ...{ title: '100\tg', sku: null },
      product: { id: 'gid://shopify/Product/2', title: 'a\tb\nc\\N\0' },
      inventoryItem: { unitCost: null },
    };
    expect(costColumns(cost)).toEqual(['1', '2', 'a\\tb\\nc\\\\N', null, '100\\tg', null]);
    // the result of a query from before an upgrade has no names
    const { title: _, sku: __, ...old } = cost;
    expect(costColumns(old).slice(4)).toEqual([null, null]);
    const customer = {
      id: 'gid://shopify/Customer/1',
      updatedAt: '2026-01-01T00:00:00Z',
      numberOfOrders: '2',
      tags: ['half \ud800', 'nul \0'],
      dataSaleOptOut: false,
      defaultEmailAddress: null,
      defaultPhoneNumber: null,
      statistics: null,
    };
    expect(customerColumns(customer)).toContain('["half \ufffd","nul "]');
    const unasked = { smsMarketingConsent: null };
    expect(customerColumns({ ...customer, defaultPhoneNumber: unasked })[5]).toBeNull();
    const said = { smsMarketingConsent: { state: 'SUBSCRIBED', updatedAt: null } };
    expect(customerColumns({ ...customer, defaultPhoneNumber: said })[5]).toBe('SUBSCRIBED');
  });
});
