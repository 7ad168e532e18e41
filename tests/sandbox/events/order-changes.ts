import type {
  LineRecord,
  OrderRecord,
  ProductRecord,
  ShopRecord,
  Timestamp,
} from '../store/records';
import type { StoredVariant } from '../store/store-shop';
import { confirmationNumber } from '../worlds/confirmation-number';
import { journeyOf } from '../worlds/journey';
import { formatMinor, minorDigits, proportion } from '../worlds/minor-units';

export interface BasketLine {
  product: ProductRecord;
  variant: StoredVariant;
  quantity: number;
  /** share of the price that a code takes off; 0: none */
  discount: number;
}

export interface NewOrder {
  id: number;
  name: string;
  customerId: number | null;
  basket: readonly BasketLine[];
  paid: boolean;
  at: Timestamp;
}

const CODE = 'AUTUMN';
const TAX_RATE = 0.08;

/** An order as placed: the sum of its lines, without shipping. */
export function placedOrder(shop: ShopRecord, order: NewOrder): OrderRecord {
  const { currencyCode, taxesIncluded } = shop;
  const lines = order.basket.map((line, place) => placedLine(shop, line, order.id, place));
  const goods = total(lines.map((line) => goodsOf(line, currencyCode)));
  const tax = total(lines.map((line) => taxOf(line, currencyCode)));
  const money = (amount: number) => formatMinor(amount, minorDigits(currencyCode));
  const told = { id: order.id, createdAt: order.at, sourceName: 'web' };
  return {
    ...told,
    name: order.name,
    confirmationNumber: confirmationNumber(told),
    processedAt: order.at,
    ...journeyOf({ ...told, processedAt: order.at }),
    updatedAt: order.at,
    cancelledAt: null,
    test: false,
    edited: false,
    currencyCode,
    taxesIncluded,
    displayFinancialStatus: order.paid ? 'PAID' : 'PENDING',
    customerId: order.customerId,
    discountCodes: lines.some(({ allocations }) => allocations.length > 0) ? [CODE] : [],
    subtotal: money(goods),
    currentSubtotal: money(goods),
    refundDiscrepancy: money(0),
    totalShipping: money(0),
    totalTax: money(tax),
    totalPrice: money(goods + (taxesIncluded ? 0 : tax)),
    totalRefunded: money(0),
    tags: [],
    lines,
  };
}

/** Adds a line, as the merchant's order editing does: to the current order, not to the placed one. */
export function withLine(
  shop: ShopRecord,
  order: OrderRecord,
  line: BasketLine,
  at: Timestamp,
): OrderRecord {
  const added = placedLine(shop, line, order.id, order.lines.length);
  return settled({ ...order, edited: true, lines: [...order.lines, added] }, at);
}

/**
 * Removes pieces, by an edit or a return.
 * @param kept number of a line's pieces that stay
 */
export function withKept(
  order: OrderRecord,
  kept: (line: LineRecord) => number,
  at: Timestamp,
): OrderRecord {
  const lines = order.lines.map((line) => ({ ...line, currentQuantity: kept(line) }));
  return settled({ ...order, lines }, at);
}

/** Refunds money: for returned pieces, or (`extra`, in the smallest unit) without a return. */
export function refunded(
  before: OrderRecord,
  after: OrderRecord,
  extra: number,
  at: Timestamp,
): OrderRecord {
  const digits = minorDigits(before.currencyCode);
  const units = (amount: string) => minorUnits(amount, before.currencyCode);
  const back = units(before.currentSubtotal) - units(after.currentSubtotal) + extra;
  const all = units(before.totalRefunded) + back;
  const rest = units(after.totalPrice) - all;
  return {
    ...after,
    updatedAt: at,
    refundDiscrepancy: formatMinor(units(before.refundDiscrepancy) - extra, digits),
    totalRefunded: formatMinor(all, digits),
    displayFinancialStatus: rest <= 0 ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
  };
}

/** The amount in its currency's smallest unit. */
export function minorUnits(amount: string, currency: string): number {
  return Math.round(Number(amount) * 10 ** minorDigits(currency));
}

function placedLine(
  { currencyCode, taxesIncluded }: ShopRecord,
  { product, variant, quantity, discount }: BasketLine,
  order: number,
  place: number,
): LineRecord {
  const digits = minorDigits(currencyCode);
  const original = minorUnits(variant.price, currencyCode) * quantity;
  const off = product.isGiftCard ? 0 : Math.floor(original * discount);
  const goods = original - off;
  const taxed = taxesIncluded ? (goods * TAX_RATE) / (1 + TAX_RATE) : goods * TAX_RATE;
  const tax = product.isGiftCard ? 0 : Math.round(taxed);
  return {
    id: order * 100 + place,
    title: product.title,
    sku: variant.sku,
    quantity,
    currentQuantity: quantity,
    isGiftCard: product.isGiftCard,
    productId: product.id,
    variantId: variant.id,
    sellingPlan: null,
    originalTotal: formatMinor(original, digits),
    allocations:
      off === 0
        ? []
        : [{ amount: formatMinor(off, digits), kind: 'code', name: CODE, targetType: 'LINE_ITEM' }],
    taxLines: tax === 0 ? [] : [{ title: 'Tax', rate: TAX_RATE, price: formatMinor(tax, digits) }],
  };
}

function settled(order: OrderRecord, at: Timestamp): OrderRecord {
  const digits = minorDigits(order.currencyCode);
  const left = order.lines.map((line) =>
    proportion(goodsOf(line, order.currencyCode), line.currentQuantity, line.quantity),
  );
  return { ...order, updatedAt: at, currentSubtotal: formatMinor(total(left), digits) };
}

function goodsOf(line: LineRecord, currency: string): number {
  const off = line.allocations.filter(({ targetType }) => targetType === 'LINE_ITEM');
  return (
    minorUnits(line.originalTotal, currency) -
    total(off.map(({ amount }) => minorUnits(amount, currency)))
  );
}

function taxOf(line: LineRecord, currency: string): number {
  return total(line.taxLines.map(({ price }) => minorUnits(price, currency)));
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
