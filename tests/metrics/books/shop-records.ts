import type { CustomerRecord, LineRecord, ProductRecord } from '../../sandbox/store/records';
import {
  multiply,
  parseDecimal,
  ratio,
  roundHalfUp,
  subtract,
  sum,
  toDecimal,
  type Ratio,
} from '../oracle/ratio';

/** A product whose only variant has its id x 10. */
export function productOf(id: number, unitCost: string | null = null): ProductRecord {
  return {
    id,
    title: `Product ${String(id)}`,
    handle: `product-${String(id)}`,
    updatedAt: '2020-01-01T00:00:00Z',
    isGiftCard: false,
    variants: [{ id: id * 10, title: 'Default', sku: null, price: '0', unitCost }],
  };
}

export function customerOf(id: number, more: Partial<CustomerRecord> = {}): CustomerRecord {
  return {
    id,
    createdAt: '2020-01-01T00:00:00Z',
    updatedAt: '2020-01-01T00:00:00Z',
    firstName: null,
    lastName: null,
    email: `customer${String(id)}@example.com`,
    locale: 'ja',
    tags: [],
    numberOfOrders: 0,
    amountSpent: '0',
    emailMarketing: null,
    smsMarketing: null,
    rfmGroup: null,
    dataSaleOptOut: false,
    ...more,
  };
}

function goodsOf(line: LineRecord): Ratio {
  const onGoods = line.allocations.filter((share) => share.targetType === 'LINE_ITEM');
  return subtract(
    parseDecimal(line.originalTotal),
    sum(onGoods.map((share) => parseDecimal(share.amount))),
  );
}

/** Shopify's sums of lines: goods as placed, and those kept. */
export function subtotalsOf(
  lines: readonly LineRecord[],
  digits: number,
): { subtotal: string; currentSubtotal: string } {
  const kept = lines.map((line) =>
    roundHalfUp(multiply(goodsOf(line), ratio(line.currentQuantity, line.quantity)), digits),
  );
  return {
    subtotal: toDecimal(sum(lines.map(goodsOf)), digits),
    currentSubtotal: toDecimal(sum(kept), digits),
  };
}
