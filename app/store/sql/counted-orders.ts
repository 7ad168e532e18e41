import { sql, type ShopId, type Sql } from '../db.server';

/** The settings that decide which orders count and what they are worth. */
export interface CountingRules {
  shop: ShopId;
  /** the shop's currency, ISO 4217 */
  currency: string;
  /** IANA zone whose calendar days are the shop's days */
  timezone: string;
  /** goods without tax (Shopify's net sales), or with it */
  revenueBasis: 'net' | 'withTax';
  /** least share of the list price that makes a discounted order "on discount"; 0 = any */
  minimumDiscount: number;
}

/**
 * Whether an order is worth something without its gift cards: when placed, or now if goods were added to a
 * free order later. Shopify's subtotals have neither shipping nor tips. The second part requires kept goods,
 * since a returned share of a gift card differs from its rounded subtotal by a fraction.
 */
const IS_WORTH = sql`(subtotal_shop_amount > gift_card_shop_amount
  or lines_shop_amount > 0 and current_subtotal_shop_amount > gift_card_kept_shop_amount)`;

/**
 * Why an order is left out, '' where it counts: THE definition every metric starts from
 * (app/metrics/README.md section 1). The first reason that applies wins.
 */
export function leftOutReason(rules: Pick<CountingRules, 'currency'>): Sql {
  return sql`case
    when test then 'test'
    when cancelled_at is not null then 'cancelled'
    when financial_status in ('VOIDED', 'EXPIRED') then 'voided'
    when financial_status = 'REFUNDED' or kept_quantity <= 0 then 'refunded'
    when currency <> ${rules.currency} then 'otherCurrency'
    when not ${IS_WORTH}
      then case when has_gift_card then 'giftCardOnly' else 'zeroValue' end
    when customer_id is null then 'noCustomer'
    else '' end`;
}

const GOODS = sql`(current_subtotal_shop_amount - gift_card_kept_shop_amount)`;

/** What the basis of revenue takes from an order's goods, or adds to them: the tax of the kept ones. */
function taxOf({ revenueBasis }: Pick<CountingRules, 'revenueBasis'>): Sql {
  return revenueBasis === 'net'
    ? sql`case when taxes_included then -tax_kept_shop_amount else 0 end`
    : sql`case when taxes_included then 0 else tax_kept_shop_amount end`;
}

/** Revenue of an order: goods after discounts and returns, never below 0 (app/metrics/README.md section 1). */
export function revenueOf(rules: Pick<CountingRules, 'revenueBasis'>): Sql {
  return sql`greatest(0, ${GOODS} + refund_discrepancy_shop_amount + ${taxOf(rules)})`;
}

/** The parts of an order that lead from the prices of its lines to its revenue. For rows named `orders`. */
export function revenueParts(rules: Pick<CountingRules, 'revenueBasis'>): Sql {
  return sql`goods_list_shop_amount as list, gift_card_shop_amount as cards, ${tipOf()} as tip,
    goods_discount_shop_amount as discount, ${GOODS} as goods, refund_discrepancy_shop_amount as discrepancy,
    ${taxOf(rules)} as tax, ${revenueOf(rules)} as revenue`;
}

/**
 * The worth that a margin is taken of, on the basis of revenue: of the kept lines, and of those
 * whose unit cost is known.
 */
export function linesWorth(
  rules: Pick<CountingRules, 'revenueBasis'>,
  which: 'all' | 'costed',
): Sql {
  const net = which === 'all' ? sql`lines_shop_amount` : sql`costed_shop_amount`;
  if (rules.revenueBasis === 'net') return net;
  return which === 'all'
    ? sql`${net} + tax_kept_shop_amount`
    : sql`${net} + costed_tax_shop_amount`;
}

/** What the kept lines are worth beyond the subtotal, of an order in a row named `orders`. */
const BEYOND = sql`(lines_shop_amount + case when taxes_included then tax_kept_shop_amount else 0 end
    + gift_card_kept_shop_amount - current_subtotal_shop_amount)`;
/** What is kept of a line, after discounts. */
const LINE_WORTH = sql`(line.list_shop_amount - line.discount_shop_amount) * line.kept_quantity / nullif(line.quantity, 0)`;
/** Whether a line is a tip: one without product and variant that is worth what the lines are worth beyond the subtotal. */
const IS_TIP = sql`(line.product_id is null and line.variant_id is null and ${BEYOND} > 0.01
  and coalesce(abs(${LINE_WORTH} - ${BEYOND}) <= 0.01, false))`;

/**
 * Quantity of kept goods of an order, without gift cards and tips. Shopify lists a tip as a line without product and
 * variant, and no subtotal has its worth: the worth of the lines beyond the subtotal is the tip, to a cent. Reads only
 * the lines of orders with either. For rows named `orders`.
 */
export function itemsKept(): Sql {
  return sql`case
    when has_gift_card or (0 = any(product_ids) and ${BEYOND} > 0.01) then (
      select coalesce(sum(line.kept_quantity), 0) from order_lines line
      where line.shop_id = orders.shop_id and line.order_id = orders.id and not line.gift_card
        and not ${IS_TIP})
    else kept_quantity end`;
}

/** The tip of an order, which `goods_list_shop_amount` includes; 0 where it has none. For rows named `orders`. */
function tipOf(): Sql {
  return sql`case
    when 0 = any(product_ids) and ${BEYOND} > 0.01 then (
      select coalesce(max(${LINE_WORTH}), 0) from order_lines line
      where line.shop_id = orders.shop_id and line.order_id = orders.id and not line.gift_card and ${IS_TIP})
    else 0 end`;
}

/** Whether an order is on discount: any discount on goods, or one of at least the set percentage. */
export function onDiscount(rules: Pick<CountingRules, 'minimumDiscount'>): Sql {
  return rules.minimumDiscount > 0
    ? sql`(discounted and goods_discount_shop_amount >= ${rules.minimumDiscount}::numeric * goods_list_shop_amount)`
    : sql`discounted`;
}

/** The calendar day of an order in the shop's zone; its time is `processedAt`. */
export function dayOf(rules: Pick<CountingRules, 'timezone'>): Sql {
  return sql`(processed_at at time zone ${rules.timezone})::date`;
}

/** Like `dayOf`, in a transaction in the shop's zone (`inZoneOf`): a third of the cost, over a million orders. */
export const OWN_DAY = sql`processed_at::date`;

/** Sets the transaction to the shop's zone. */
export function inZoneOf({ timezone }: Pick<CountingRules, 'timezone'>): Sql {
  return sql`select set_config('TimeZone', ${timezone}, true)`;
}
