import type { AllocationRecord, LineRecord } from '../../store/records';
import { formatMinor, spread } from '../minor-units';
import { FIRST_LINE_ID, FIRST_PRODUCT_ID, FIRST_VARIANT_ID } from './ids';
import { packGoods, PRICE_DIGITS, titleOf, type Goods } from './order-line';

/** A line as the file states it, with the number of its product. */
export interface StoredLine {
  goods: Goods;
  product: number | null;
}

/** What the order says of all its lines together, in minor units. */
export interface OrderTotals {
  /** lines of the orders before this one, from which its own are numbered */
  linesBefore: number;
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
  const discounts = spreadOver(order.discount, own);
  const taxes = spreadOver(order.goodsTax, own);
  return own.map(({ goods, product }, index) => {
    const tax = taxes[index] ?? 0;
    const [, sku, quantity] = goods;
    return {
      id: FIRST_LINE_ID + order.linesBefore + index,
      title: titleOf(goods),
      sku,
      quantity,
      currentQuantity: order.kept ? quantity : 0,
      isGiftCard: false,
      productId: product === null ? null : FIRST_PRODUCT_ID + product,
      variantId: product === null ? null : FIRST_VARIANT_ID + product,
      sellingPlan: null,
      originalTotal: formatMinor(toMinor(valueOf(goods), order.digits), order.digits),
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

function standIn({ digits, subtotal }: OrderTotals): StoredLine {
  return { goods: ['', null, 1, subtotal * 10 ** (PRICE_DIGITS - digits)], product: null };
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

/**
 * Only lines with a quantity can carry an amount: metrics divide by it. What does not divide falls on lines by what
 * they are, since the order of rows means nothing.
 */
function spreadOver(amount: number, lines: readonly StoredLine[]): number[] {
  const parts = lines.map(() => 0);
  if (amount <= 0) return parts;
  const carriers = lines
    .map(({ goods }, index) => ({ goods, index }))
    .filter(({ goods: [, , quantity] }) => quantity > 0);
  if (carriers.length > 1)
    carriers.sort((a, b) => (packGoods(a.goods) < packGoods(b.goods) ? 1 : -1));
  const amounts = spread(
    amount,
    carriers.map(({ goods }) => valueOf(goods)),
  );
  for (const [place, { index }] of carriers.entries()) parts[index] = amounts[place] ?? 0;
  return parts;
}

function valueOf([, , quantity, price]: Goods): number {
  return price * quantity;
}

/** The rate the order's goods bear, to a thousandth: the file does not state it. */
function rateOf(tax: number, { goodsTax, subtotal }: OrderTotals): number {
  const net = subtotal - goodsTax;
  return tax > 0 && net > 0 ? Math.round((goodsTax / net) * 1000) / 1000 : 0;
}
