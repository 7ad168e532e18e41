import type { AllocationRecord, LineRecord, Money } from '../../sandbox/store/records';
import { ratio, toDecimal } from '../oracle/ratio';
import type { Chance } from './random-source';

/** Minor units as a decimal of the currency. */
export function money(minorUnits: number, digits: number): Money {
  return toDecimal(ratio(minorUnits, 10 ** digits), digits);
}

interface LineWish {
  id: number;
  digits: number;
  productId: number | null;
  giftCard: boolean;
  plan: boolean;
  /** discount as a share of the line's price; 0 = none */
  discount: number;
  taxRate: number;
  taxesIncluded: boolean;
  /** a part or all of it was returned */
  returned: boolean;
}

function allocationsOf(
  chance: Chance,
  wish: LineWish,
  original: number,
): { allocations: AllocationRecord[]; discount: number } {
  const allocations: AllocationRecord[] = [];
  const discount = Math.round(original * wish.discount);
  if (wish.discount > 0)
    allocations.push({
      amount: money(discount, wish.digits),
      kind: chance.pick(['code', 'automatic', 'manual']),
      name: 'SALE',
      targetType: 'LINE_ITEM',
    });
  return { allocations, discount };
}

/** One line with its discounts, tax and returns. */
export function randomLine(chance: Chance, wish: LineWish): LineRecord {
  const quantity = chance.pick([1, 1, 1, 2, 3, 7]);
  const price = chance.happens(0.04) ? 0 : chance.whole(1, 9000);
  const original = price * quantity;
  const { allocations, discount } = allocationsOf(chance, wish, original);
  const taxed = wish.taxesIncluded
    ? ((original - discount) * wish.taxRate) / (1 + wish.taxRate)
    : (original - discount) * wish.taxRate;
  const kept = chance.whole(0, quantity - 1);
  return {
    id: wish.id,
    title: wish.giftCard ? 'Gift card' : `Product ${String(wish.productId ?? 'without a page')}`,
    sku: wish.productId === null ? null : `SKU-${String(wish.productId)}`,
    quantity,
    currentQuantity: wish.returned ? kept : quantity,
    isGiftCard: wish.giftCard,
    productId: wish.productId,
    variantId: wish.productId === null ? null : wish.productId * 10,
    sellingPlan: wish.plan ? { id: 77 + (wish.id % 3), name: 'Every month' } : null,
    originalTotal: money(original, wish.digits),
    allocations,
    taxLines:
      wish.giftCard || wish.taxRate === 0
        ? []
        : [{ title: 'Tax', rate: wish.taxRate, price: money(Math.round(taxed), wish.digits) }],
  };
}
