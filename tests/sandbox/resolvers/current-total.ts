import type { OrderRecord } from '../store/records';

/**
 * An order's total after returns and edits: its total minus the returned goods and, where prices exclude tax,
 * minus their share of the tax. The records lack this sum; Shopify's own can differ by a rounding of the tax.
 */
export function currentTotal(order: OrderRecord): string {
  const digits = Math.max(...[order.totalPrice, order.subtotal, order.totalTax].map(decimals));
  const gone = Number(order.subtotal) - Number(order.currentSubtotal);
  const subtotal = Number(order.subtotal);
  const share = order.taxesIncluded || subtotal === 0 ? 0 : gone / subtotal;
  return (Number(order.totalPrice) - gone - Number(order.totalTax) * share).toFixed(digits);
}

function decimals(amount: string): number {
  const point = amount.indexOf('.');
  return point < 0 ? 0 : amount.length - point - 1;
}
