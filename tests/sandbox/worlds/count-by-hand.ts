import type { OrderRecord, World } from '../store/records';

/** An order as `app/metrics/README.md` section 1 reads it, from Shopify's fields alone. */
interface CountedOrder {
  id: number;
  customerId: number;
  processedAt: string;
  /** in millionths of the currency's unit */
  revenue: bigint;
  onDiscount: boolean;
}

export interface Count {
  read: number;
  counted: CountedOrder[];
  excluded: Record<string, number>;
}

const DIGITS = 6n;

/** A reference count of a world, order by order, without SQL and without the app's code. */
export async function countByHand(world: World): Promise<Count> {
  const count: Count = { read: 0, counted: [], excluded: {} };
  for await (const order of world.orders()) {
    count.read += 1;
    const reason = reasonToLeaveOut(order, world.shop.currencyCode);
    if (reason !== null) count.excluded[reason] = (count.excluded[reason] ?? 0) + 1;
    else if (order.customerId !== null) {
      count.counted.push({
        id: order.id,
        customerId: order.customerId,
        processedAt: order.processedAt,
        revenue: revenueOf(order),
        onDiscount: order.lines.some((line) =>
          line.allocations.some(({ targetType }) => targetType === 'LINE_ITEM'),
        ),
      });
    }
  }
  return count;
}

/** The first reason of the table to leave an order out; null if it counts. */
function reasonToLeaveOut(order: OrderRecord, shopCurrency: string): string | null {
  const status = order.displayFinancialStatus;
  if (order.test) return 'test';
  if (order.cancelledAt !== null) return 'cancelled';
  if (status === 'VOIDED' || status === 'EXPIRED') return 'voided';
  if (status === 'REFUNDED' || order.lines.every((line) => line.currentQuantity === 0))
    return 'refunded';
  if (order.currencyCode !== shopCurrency) return 'otherCurrency';
  const gifts = order.lines.filter((line) => line.isGiftCard);
  const placed = millionths(order.subtotal) - sum(gifts.map(goodsOf));
  const now = order.lines.some((line) => !line.isGiftCard && keptGoodsOf(line) > 0n)
    ? millionths(order.currentSubtotal) - sum(gifts.map(keptGoodsOf))
    : 0n;
  if (placed <= 0n && now <= 0n) {
    return gifts.length > 0 ? 'giftCardOnly' : 'zeroValue';
  }
  return order.customerId === null ? 'noCustomer' : null;
}

const keptOf = (amount: bigint, line: { quantity: number; currentQuantity: number }): bigint =>
  (amount * BigInt(line.currentQuantity)) / BigInt(line.quantity);

const keptGoodsOf = (line: OrderRecord['lines'][number]): bigint => keptOf(goodsOf(line), line);

/** Goods after discounts and returns without tax and gift cards, cut to millionths of the currency's unit. */
export function revenueOf(order: OrderRecord): bigint {
  const gifts = order.lines.filter((line) => line.isGiftCard).map(keptGoodsOf);
  const taxes = order.lines
    .filter((line) => order.taxesIncluded && !line.isGiftCard)
    .flatMap((line) => line.taxLines.map((tax) => keptOf(millionths(tax.price), line)));
  const revenue =
    millionths(order.currentSubtotal) -
    sum(gifts) -
    sum(taxes) +
    millionths(order.refundDiscrepancy);
  return revenue > 0n ? revenue : 0n;
}

/** A decimal string in millionths. */
function millionths(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(Number(DIGITS), '0'));
}

function goodsOf(line: OrderRecord['lines'][number]): bigint {
  return (
    millionths(line.originalTotal) - sum(line.allocations.map(({ amount }) => millionths(amount)))
  );
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
