import type { LineRecord, OrderRecord } from '../../sandbox/store/records';
import { dayOf, type Day } from './calendar';
import type { GoodsFact, OrderFact, Reason } from './ledger';
import {
  add,
  compare,
  multiply,
  parseDecimal,
  ratio,
  subtract,
  sum,
  toNumber,
  ZERO,
  type Ratio,
} from './ratio';
import type { OracleSettings } from './settings';

/** The worth of a line after its discounts, as placed. */
export function goodsOf(line: LineRecord): Ratio {
  return subtract(parseDecimal(line.originalTotal), discountOf(line));
}

export function discountOf(line: LineRecord): Ratio {
  const onGoods = line.allocations.filter((share) => share.targetType === 'LINE_ITEM');
  return sum(onGoods.map((share) => parseDecimal(share.amount)));
}

/** The share of the kept quantity in an amount of the whole line. */
export function keptPart(line: LineRecord, amount: Ratio): Ratio {
  if (line.quantity === 0) return ZERO;
  return multiply(amount, ratio(line.currentQuantity, line.quantity));
}

export function taxKept(line: LineRecord): Ratio {
  return keptPart(line, sum(line.taxLines.map((tax) => parseDecimal(tax.price))));
}

/** Goods paid for when the order was placed, or added later and kept. */
function isWorthSomething(order: OrderRecord): boolean {
  const giftCards = order.lines.filter((line) => line.isGiftCard);
  const goods = order.lines.filter((line) => !line.isGiftCard);
  const placed = subtract(parseDecimal(order.subtotal), sum(giftCards.map(goodsOf)));
  if (compare(placed, ZERO) > 0) return true;
  const keptCards = sum(giftCards.map((line) => keptPart(line, goodsOf(line))));
  const now = subtract(parseDecimal(order.currentSubtotal), keptCards);
  const paidGoods = goods.some((line) => compare(keptPart(line, goodsOf(line)), ZERO) > 0);
  return paidGoods && compare(now, ZERO) > 0;
}

function reasonOf(order: OrderRecord, currency: string): Reason | null {
  const giftCards = order.lines.filter((line) => line.isGiftCard);
  const status = order.displayFinancialStatus;
  if (order.test) return 'test';
  if (order.cancelledAt !== null) return 'cancelled';
  if (status === 'VOIDED' || status === 'EXPIRED') return 'voided';
  if (status === 'REFUNDED') return 'refunded';
  if (!order.lines.some((line) => line.currentQuantity > 0)) return 'refunded';
  if (order.currencyCode !== currency) return 'otherCurrency';
  if (!isWorthSomething(order)) return giftCards.length > 0 ? 'giftCardOnly' : 'zeroValue';
  if (order.customerId === null) return 'noCustomer';
  return null;
}

function revenueOf(order: OrderRecord, basis: OracleSettings['revenueBasis']): Ratio {
  const giftCards = order.lines.filter((line) => line.isGiftCard);
  const goods = order.lines.filter((line) => !line.isGiftCard);
  const keptGiftCards = sum(giftCards.map((line) => keptPart(line, goodsOf(line))));
  const tax = sum(goods.map(taxKept));
  let revenue = subtract(parseDecimal(order.currentSubtotal), keptGiftCards);
  if (basis === 'net' && order.taxesIncluded) revenue = subtract(revenue, tax);
  if (basis === 'withTax' && !order.taxesIncluded) revenue = add(revenue, tax);
  revenue = add(revenue, parseDecimal(order.refundDiscrepancy));
  return compare(revenue, ZERO) < 0 ? ZERO : revenue;
}

function isDiscounted(order: OrderRecord, minimumPercent: number): boolean {
  const goods = order.lines.filter((line) => !line.isGiftCard);
  const any = goods.some((line) =>
    line.allocations.some((share) => share.targetType === 'LINE_ITEM'),
  );
  if (!any || minimumPercent === 0) return any;
  const list = sum(goods.map((line) => parseDecimal(line.originalTotal)));
  const discount = sum(goods.map(discountOf));
  const percent = parseDecimal(String(minimumPercent));
  return compare(multiply(discount, ratio(100)), multiply(list, percent)) >= 0;
}

function goodsFact(
  order: OrderRecord,
  line: LineRecord,
  unitCost: Ratio | undefined,
  settings: OracleSettings,
): GoodsFact {
  let revenue = keptPart(line, goodsOf(line));
  if (settings.revenueBasis === 'net' && order.taxesIncluded)
    revenue = subtract(revenue, taxKept(line));
  if (settings.revenueBasis === 'withTax' && !order.taxesIncluded)
    revenue = add(revenue, taxKept(line));
  let cost: Ratio | null = null;
  if (unitCost !== undefined) cost = multiply(unitCost, ratio(line.currentQuantity));
  else if (settings.defaultMargin !== null)
    cost = multiply(revenue, subtract(ratio(1), parseDecimal(String(settings.defaultMargin))));
  return { productId: line.productId === null ? null : String(line.productId), revenue, cost };
}

/**
 * The unit cost of a line: the merchant's latest of the variant that holds on the order's day, else their latest of the
 * product, else Shopify's.
 */
function unitCostOf(
  line: LineRecord,
  day: Day,
  ofShopify: ReadonlyMap<number, Ratio>,
  entered: OracleSettings['unitCosts'],
): Ratio | undefined {
  const begun = entered
    .filter(({ product }) => product === line.productId)
    .map((own) => ({ ...own, since: own.from === null ? -Infinity : dayOf(own.from) }))
    .filter(({ since }) => since <= day)
    .toSorted((a, b) => b.since - a.since);
  const ofVariant = begun.find(({ variant }) => variant !== null && variant === line.variantId);
  const own = ofVariant ?? begun.find(({ variant }) => variant === null);
  return own === undefined ? ofShopify.get(line.variantId ?? -1) : parseDecimal(own.cost);
}

/** A word of a link in one spelling, its first 80 letters. */
function spelled(word: string | null | undefined): string {
  if (word == null || word.includes('@')) return '';
  return word
    .slice(0, 255)
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .join(' ')
    .slice(0, 80)
    .trim();
}

/** The first visit's source, else the last one's: the link's own, with its medium, before Shopify's. */
function sourceOf({ journey }: OrderRecord): string | null {
  const visit = journey?.first ?? journey?.last;
  if (!visit) return null;
  const named = spelled(visit.utm?.source);
  const medium = spelled(visit.utm?.medium);
  const source = named === '' ? spelled(visit.source) : [named, medium].filter(Boolean).join('/');
  return source === '' || source === 'unknown' ? null : source;
}

/** A tip is a line of no product that is worth, to a cent, what all lines kept are worth beyond the subtotal. */
export function isTip(order: OrderRecord, line: LineRecord): boolean {
  if (line.productId !== null || line.variantId !== null) return false;
  const all = sum(order.lines.map((one) => keptPart(one, goodsOf(one))));
  const beyond = subtract(all, parseDecimal(order.currentSubtotal));
  const apart = toNumber(subtract(keptPart(line, goodsOf(line)), beyond));
  return toNumber(beyond) > 0.01 && Math.abs(apart) <= 0.01;
}

const unlike = (ids: readonly (number | null | undefined)[]): string[] => [
  ...new Set(ids.flatMap((id) => (id == null ? [] : String(id)))),
];

/**
 * Reads one order by app/metrics/README.md section 1.
 * @param unitCosts by variant id; only variants whose cost is known
 */
export function orderFact(
  order: OrderRecord,
  shop: { currency: string; dayOfInstant: (instant: number) => number },
  unitCosts: ReadonlyMap<number, Ratio>,
  settings: OracleSettings,
): OrderFact {
  const at = Date.parse(order.processedAt);
  const kept = order.lines.filter((line) => line.currentQuantity > 0 && !line.isGiftCard);
  const byId = kept.toSorted((a, b) => a.id - b.id);
  return {
    id: BigInt(order.id),
    name: order.name,
    at,
    day: shop.dayOfInstant(at),
    customer: order.customerId === null ? null : String(order.customerId),
    reason: reasonOf(order, shop.currency),
    revenue: revenueOf(order, settings.revenueBasis),
    discounted: isDiscounted(order, settings.minimumDiscountPercent),
    subscription: order.lines.some((line) => line.sellingPlan !== null),
    plans: unlike(order.lines.map((line) => line.sellingPlan?.id)),
    planProducts: unlike(kept.map((line) => (line.sellingPlan ? line.productId : null))),
    pending: order.displayFinancialStatus === 'PENDING',
    source: sourceOf(order),
    goods: byId.map((line) =>
      goodsFact(
        order,
        line,
        unitCostOf(line, shop.dayOfInstant(at), unitCosts, settings.unitCosts),
        settings,
      ),
    ),
    items: kept
      .filter((line) => !isTip(order, line))
      .reduce((all, line) => all + line.currentQuantity, 0),
  };
}
