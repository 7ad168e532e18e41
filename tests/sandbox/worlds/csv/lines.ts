import type { AllocationRecord, LineRecord } from '../../records';
import { formatMinor, spread } from '../minor-units';
import { FIRST_LINE_ID, FIRST_PRODUCT_ID, FIRST_VARIANT_ID } from './ids';
import { PRICE_DIGITS } from './line-writer';

/** A line as the file states it; `line` is its row's line in the file. */
export interface StoredLine {
  line: number;
  title: string;
  sku: string | null;
  quantity: number;
  /** of one, in 1/10,000 of the currency's unit */
  price: number;
  product: number | null;
}

/** What the order says of all its lines together, in minor units. */
export interface OrderTotals {
  line: number;
  digits: number;
  subtotal: number;
  discount: number;
  code: string | null;
  /** the part of the order's taxes that lies in its goods; 0 where prices are without tax */
  goodsTax: number;
  /** false when everything was given back */
  kept: boolean;
}

/**
 * An order's lines; discount and tax, which the file states for the order, are spread over them by value and
 * add up exactly. An order without lines gets one of its whole worth, so that it can be kept at all.
 */
export function linesOf(stored: readonly StoredLine[], order: OrderTotals): LineRecord[] {
  const own = stored.length > 0 ? stored : [standIn(order)];
  const values = own.map(({ price, quantity }) => price * quantity);
  const carriers = own.map(({ quantity }) => quantity > 0);
  const discounts = spreadOver(order.discount, values, carriers);
  const taxes = spreadOver(order.goodsTax, values, carriers);
  return own.map((line, index) => {
    const tax = taxes[index] ?? 0;
    return {
      id: FIRST_LINE_ID + line.line,
      title: line.title,
      sku: line.sku,
      quantity: line.quantity,
      currentQuantity: order.kept ? line.quantity : 0,
      isGiftCard: false,
      productId: line.product === null ? null : FIRST_PRODUCT_ID + line.product,
      variantId: line.product === null ? null : FIRST_VARIANT_ID + line.product,
      sellingPlan: null,
      originalTotal: formatMinor(toMinor(values[index] ?? 0, order.digits), order.digits),
      allocations: allocations(order, discounts[index] ?? 0),
      taxLines:
        tax === 0
          ? []
          : [{ title: 'Tax', rate: rateOf(tax, order), price: formatMinor(tax, order.digits) }],
    };
  });
}

/** Rounds ten-thousandths half up to minor units. */
export function toMinor(price: number, digits: number): number {
  const unit = 10 ** (PRICE_DIGITS - digits);
  return Math.floor((price + unit / 2) / unit);
}

function standIn({ line, digits, subtotal }: OrderTotals): StoredLine {
  const price = subtotal * 10 ** (PRICE_DIGITS - digits);
  return { line, title: 'Item', sku: null, quantity: 1, price, product: null };
}

function allocations({ discount, code, digits }: OrderTotals, amount: number): AllocationRecord[] {
  if (discount <= 0 && code === null) return [];
  return [
    {
      amount: formatMinor(amount, digits),
      kind: code === null ? 'automatic' : 'code',
      name: code ?? 'Discount',
      targetType: 'LINE_ITEM',
    },
  ];
}

/** Only lines with a quantity can carry an amount: metrics divide by it. */
function spreadOver(
  amount: number,
  values: readonly number[],
  carriers: readonly boolean[],
): number[] {
  if (amount <= 0) return values.map(() => 0);
  const carrying = values.filter((_, index) => carriers[index]);
  const parts = carrying.length > 0 ? spread(amount, carrying) : [];
  let next = 0;
  return carriers.map((carries) => (carries ? (parts[next++] ?? 0) : 0));
}

/** The rate the order's goods bear, to a thousandth: the file does not state it. */
function rateOf(tax: number, { goodsTax, subtotal }: OrderTotals): number {
  const net = subtotal - goodsTax;
  return tax > 0 && net > 0 ? Math.round((goodsTax / net) * 1000) / 1000 : 0;
}
