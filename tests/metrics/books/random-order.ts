import type { LineRecord, OrderRecord } from '../../sandbox/store/records';
import { confirmationNumber } from '../../sandbox/worlds/confirmation-number';
import { minorUnitDigits } from '../oracle/currency';
import { parseDecimal, sum, toDecimal } from '../oracle/ratio';
import { subtotalsOf } from './shop-records';
import { money, randomLine } from './random-line';
import { randomJourney } from './random-journey';
import { randomInstant } from './random-time';
import type { Chance } from './random-source';

export interface OrderWish {
  id: number;
  day: number;
  timezone: string;
  currency: string;
  taxesIncluded: boolean;
  customerId: number | null;
  subscription: boolean;
  /** the customer buys in sales only */
  saleOnly: boolean;
  products: number;
}

function statusOf(chance: Chance, returned: boolean): OrderRecord['displayFinancialStatus'] {
  if (returned) return chance.pick(['PARTIALLY_REFUNDED', 'PARTIALLY_REFUNDED', 'REFUNDED']);
  if (chance.happens(0.9)) return 'PAID';
  return chance.pick(['PENDING', 'AUTHORIZED', 'PARTIALLY_PAID', 'VOIDED', 'EXPIRED', null]);
}

function linesOf(chance: Chance, wish: OrderWish, digits: number, returned: boolean): LineRecord[] {
  const discounted = wish.saleOnly || chance.happens(0.2);
  const taxRate = chance.pick([0, 0.08, 0.1, 0.0725]);
  const count = chance.pick([1, 1, 2, 3]);
  return Array.from({ length: count }, (_, index) => {
    const giftCard = chance.happens(0.05);
    const product = chance.happens(0.03) ? null : chance.whole(1, wish.products);
    return randomLine(chance, {
      id: wish.id * 10 + index,
      digits,
      productId: giftCard ? null : product,
      giftCard,
      plan: wish.subscription && !giftCard,
      discount: discounted && !giftCard ? chance.pick([0.05, 0.1, 0.3, 1]) : 0,
      taxRate,
      taxesIncluded: wish.taxesIncluded,
      returned: returned && chance.happens(0.7),
    });
  });
}

/** One order with any event that may happen to an order. */
export function randomOrder(chance: Chance, wish: OrderWish): OrderRecord {
  const currency = chance.happens(0.03) ? 'EUR' : wish.currency;
  const digits = minorUnitDigits(currency);
  const returned = chance.happens(0.1);
  const lines = linesOf(chance, wish, digits, returned);
  const { currentSubtotal } = subtotalsOf(lines, digits);
  // the last line was added later: an order of one line was free until then
  const edited = chance.happens(0.04);
  const { subtotal } = subtotalsOf(edited ? lines.slice(0, -1) : lines, digits);
  const taxes = lines.flatMap((line) => line.taxLines.map((tax) => parseDecimal(tax.price)));
  const shipping = money(chance.pick([0, 0, 500, 770]), digits);
  const onTop = wish.taxesIncluded ? [] : taxes;
  const discrepancy = returned && chance.happens(0.5) ? chance.whole(-2000, 500) : 0;
  const at = randomInstant(chance, wish.day, wish.timezone);
  const totalPrice = sum([parseDecimal(subtotal), parseDecimal(shipping), ...onTop]);
  const told = {
    id: wish.id,
    createdAt: at,
    sourceName: wish.subscription ? 'subscription_contract' : 'web',
  };
  return {
    ...told,
    name: `#${String(wish.id)}`,
    confirmationNumber: confirmationNumber(told),
    processedAt: at,
    ...(wish.subscription ? {} : randomJourney(wish.id)),
    updatedAt: at,
    cancelledAt: chance.happens(0.03) ? at : null,
    test: chance.happens(0.02),
    edited,
    currencyCode: currency,
    taxesIncluded: wish.taxesIncluded,
    displayFinancialStatus: statusOf(chance, returned),
    customerId: wish.customerId,
    discountCodes: lines.some((line) => line.allocations.some((one) => one.kind === 'code'))
      ? ['SALE']
      : [],
    subtotal,
    currentSubtotal,
    refundDiscrepancy: money(discrepancy, digits),
    totalShipping: shipping,
    totalTax: toDecimal(sum(taxes), digits),
    totalPrice: toDecimal(totalPrice, digits),
    totalRefunded: returned ? subtotal : money(0, digits),
    tags: [],
    lines,
  };
}
