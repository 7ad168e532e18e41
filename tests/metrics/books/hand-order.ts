import type {
  AllocationRecord,
  FinancialStatus,
  JourneyRecord,
  LineRecord,
  OrderRecord,
} from '../../sandbox/store/records';
import { confirmationNumber } from '../../sandbox/worlds/confirmation-number';
import { minorUnitDigits } from '../oracle/currency';
import { subtotalsOf } from './shop-records';

export interface LineSpec {
  /** unit price */
  price: number;
  quantity?: number;
  /** quantity left after returns; default: all of it */
  kept?: number;
  product?: number;
  giftCard?: boolean;
  /** with a selling plan: plan 77, or another one's number */
  plan?: boolean | number;
  /** off the whole line */
  discount?: number;
  discountKind?: AllocationRecord['kind'];
  /** of the whole line */
  tax?: number;
  /** added after the order was placed: in no sum of the placed order */
  added?: boolean;
  /** a tip: in no subtotal */
  tip?: boolean;
}

export interface OrderSpec {
  /** null: a guest */
  customer: number | null;
  /** `2024-03-01` (noon UTC) or an instant */
  at: string;
  /** one line of this price and nothing else */
  amount?: number;
  lines?: LineSpec[];
  status?: FinancialStatus | null;
  /** `true`: at once */
  cancelled?: boolean | string;
  /** if it is not the time of the order */
  createdAt?: string;
  test?: boolean;
  currency?: string;
  taxesIncluded?: boolean;
  /** visits before it; default: none is known */
  journey?: JourneyRecord;
  /** negative: the refund exceeds the worth of the returned goods */
  discrepancy?: number;
  shipping?: number;
  shippingDiscount?: number;
}

function planOf(plan: LineSpec['plan']): LineRecord['sellingPlan'] {
  if (plan === undefined || plan === false) return null;
  return { id: plan === true ? 77 : plan, name: 'Monthly' };
}

function lineOf(spec: LineSpec, id: number, order: OrderSpec, digits: number): LineRecord {
  const money = (value: number): string => value.toFixed(digits);
  const quantity = spec.quantity ?? 1;
  const allocations: AllocationRecord[] = [];
  if (spec.discount !== undefined)
    allocations.push({
      amount: money(spec.discount),
      kind: spec.discountKind ?? 'code',
      name: 'SALE',
      targetType: 'LINE_ITEM',
    });
  if (order.shippingDiscount !== undefined)
    allocations.push({
      amount: money(order.shippingDiscount),
      kind: 'code',
      name: 'FREESHIP',
      targetType: 'SHIPPING_LINE',
    });
  return {
    id,
    title: 'Goods',
    sku: null,
    quantity,
    currentQuantity: spec.kept ?? quantity,
    isGiftCard: spec.giftCard ?? false,
    productId: spec.product ?? null,
    variantId: spec.product === undefined ? null : spec.product * 10,
    sellingPlan: planOf(spec.plan),
    originalTotal: money(spec.price * quantity),
    allocations,
    taxLines: spec.tax === undefined ? [] : [{ title: 'Tax', rate: 0.1, price: money(spec.tax) }],
  };
}

function cancelledAt(spec: OrderSpec, at: string): string | null {
  if (spec.cancelled === undefined || spec.cancelled === false) return null;
  return spec.cancelled === true ? at : spec.cancelled;
}

/** The record of an order; the first of a book is number 1001. */
export function handOrder(spec: OrderSpec, index: number, shopCurrency: string): OrderRecord {
  const id = 1001 + index;
  const at = spec.at.includes('T') ? spec.at : `${spec.at}T12:00:00Z`;
  const currency = spec.currency ?? shopCurrency;
  const digits = minorUnitDigits(currency);
  const money = (value: number): string => value.toFixed(digits);
  const specs = spec.lines ?? [{ price: spec.amount ?? 0 }];
  const lines = specs.map((line, place) => lineOf(line, id * 100 + place, spec, digits));
  const goods = lines.filter((_, place) => specs[place]?.tip !== true);
  const placed = lines.filter((_, place) => specs[place]?.tip !== true && !specs[place]?.added);
  const { subtotal } = subtotalsOf(placed, digits);
  const { currentSubtotal } = subtotalsOf(goods, digits);
  const tax = specs.reduce((total, line) => total + (line.tax ?? 0), 0);
  const shipping = spec.shipping ?? 0;
  const onTop = shipping + (spec.taxesIncluded === true ? 0 : tax);
  const told = { id, createdAt: spec.createdAt ?? at, sourceName: 'web' };
  return {
    ...told,
    name: `#${String(id)}`,
    confirmationNumber: confirmationNumber(told),
    processedAt: at,
    ...(spec.journey === undefined ? {} : { journey: spec.journey }),
    updatedAt: at,
    cancelledAt: cancelledAt(spec, at),
    test: spec.test ?? false,
    edited: specs.some((line) => line.added === true),
    currencyCode: currency,
    taxesIncluded: spec.taxesIncluded ?? false,
    displayFinancialStatus: spec.status === undefined ? 'PAID' : spec.status,
    customerId: spec.customer,
    discountCodes: lines.some((line) => line.allocations.length > 0) ? ['SALE'] : [],
    subtotal,
    currentSubtotal,
    refundDiscrepancy: money(spec.discrepancy ?? 0),
    totalShipping: money(shipping),
    totalTax: money(tax),
    totalPrice: money(Number(subtotal) + onTop),
    totalRefunded: money(
      Math.max(0, Number(subtotal) - Number(currentSubtotal) - (spec.discrepancy ?? 0)),
    ),
    tags: [],
    lines,
  };
}
