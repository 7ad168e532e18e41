import type { OrderRecord } from '../../sandbox/store/records';
import type { Book } from './book';
import { calendarOf, dayOf } from './calendar';
import { discountOf, goodsOf, isTip, keptPart, orderFact, taxKept } from './order-facts';
import { parseDecimal, subtract, sum, ZERO, type Ratio } from './ratio';
import { DEFAULT_SETTINGS, type OracleSettings } from './settings';

/** What one order gives to the lines of a reconciliation, and its revenue; null: it is in another currency. */
interface Reconciled {
  name: string;
  reason: string;
  revenue: Ratio;
  lines: Record<OracleLine, Ratio>;
}
export type OracleLine =
  | ('placed' | 'test' | 'giftCards' | 'tips' | 'gross' | 'discounts' | 'reason')
  | ('returns' | 'refundDifference' | 'tax');

const minus = (value: Ratio): Ratio => subtract(ZERO, value);

/** Reads a period's orders line by line, from their records alone; those in another currency are left out. */
export function reconciledOrders(
  book: Book,
  from: string,
  to: string,
  partial: Partial<OracleSettings> = {},
): Reconciled[] {
  const settings = { ...DEFAULT_SETTINGS, ...partial };
  const shop = { currency: book.currency, dayOfInstant: calendarOf(book.timezone) };
  return book.orders
    .filter(({ currencyCode }) => currencyCode === book.currency)
    .map((order) => ({ order, fact: orderFact(order, shop, new Map(), settings) }))
    .filter(({ fact }) => fact.day >= dayOf(from) && fact.day <= dayOf(to))
    .map(({ order, fact }) => ({
      name: order.name,
      reason: fact.reason ?? '',
      revenue: fact.revenue,
      lines: linesOf(order, fact.reason ?? '', settings),
    }));
}

function linesOf(
  order: OrderRecord,
  reason: string,
  { revenueBasis }: OracleSettings,
): Record<OracleLine, Ratio> {
  const cards = order.lines.filter(({ isGiftCard }) => isGiftCard);
  const others = order.lines.filter(({ isGiftCard }) => !isGiftCard);
  const tips = others.filter((line) => isTip(order, line));
  const goods = others.filter((line) => !tips.includes(line));
  const list = sum(goods.map(({ originalTotal }) => parseDecimal(originalTotal)));
  const all = sum([list, ...tips.map(goodsOf), ...cards.map(goodsOf)]);
  const worth = sum(goods.map(goodsOf));
  const nothing = {
    ...{ placed: all, test: ZERO, giftCards: ZERO, tips: ZERO, gross: ZERO, discounts: ZERO },
    ...{ reason: ZERO, returns: ZERO, refundDifference: ZERO, tax: ZERO },
  };
  if (reason === 'test') return { ...nothing, test: minus(all) };
  const sold = {
    ...nothing,
    giftCards: minus(sum(cards.map(goodsOf))),
    tips: minus(sum(tips.map(goodsOf))),
    gross: list,
    discounts: minus(sum(goods.map(discountOf))),
  };
  if (reason !== '' && reason !== 'noCustomer') return { ...sold, reason: minus(worth) };
  const returned = goods.map((line) => subtract(keptPart(line, goodsOf(line)), goodsOf(line)));
  const tax = sum(others.map(taxKept));
  const included = order.taxesIncluded;
  return {
    ...sold,
    returns: sum(returned),
    refundDifference: parseDecimal(order.refundDiscrepancy),
    tax: revenueBasis === 'net' ? (included ? minus(tax) : ZERO) : included ? ZERO : tax,
  };
}
