import type { AllocationRecord, LineRecord } from '../../store/records';
import { formatMinor, spread } from '../minor-units';
import { FIRST_LINE_ID, FIRST_PRODUCT_ID, FIRST_VARIANT_ID } from './ids';
import { packGoods, PRICE_DIGITS, titleOf, type Goods } from './order-line';

/** A line of the file, with its product's number. */
export interface StoredLine {
  goods: Goods;
  product: number | null;
}

/** The order's totals over all its lines, in minor units. */
export interface OrderTotals {
  /** number of lines in earlier orders, the base of its line ids */
  linesBefore: number;
  digits: number;
  subtotal: number;
  discount: number;
  code: string | null;
  /** the goods' part of the order's taxes; 0 if prices exclude tax */
  goodsTax: number;
  /** false for a full refund */
  kept: boolean;
}

/**
 * An order's lines. The order's discount and tax are spread over them by value and add up exactly. An order
 * without lines gets one with its whole value, because the app stores no order without lines.
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
 * Spreads an amount over lines with a quantity, because metrics divide by it. The remainder goes to lines by
 * their content, because the order of rows has no meaning.
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

/** The tax rate of the order's goods, to a thousandth: the file lacks it. */
function rateOf(tax: number, { goodsTax, subtotal }: OrderTotals): number {
  const net = subtotal - goodsTax;
  return tax > 0 && net > 0 ? Math.round((goodsTax / net) * 1000) / 1000 : 0;
}
