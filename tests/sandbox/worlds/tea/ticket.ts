import type { FinancialStatus } from '../../store/records';
import type { BasketLine, Offer, Purchase } from './purchase';

const SHIPPING_FEE = 550;
const FREE_FROM = 5000;
const SHIPPING_TAX = 10;

export interface TicketLine extends BasketLine {
  /** yen before discounts, tax included, for the quantity as placed; so are the next two */
  original: number;
  discount: number;
  tax: number;
  /** quantity left after edits and returns */
  kept: number;
}

/** An order in whole yen, as placed and as changed since. */
export interface Ticket {
  purchase: Purchase;
  lines: TicketLine[];
  subtotal: number;
  shipping: number;
  tax: number;
  total: number;
  status: FinancialStatus;
  cancelledAt: number | null;
  updatedAt: number;
  edited: boolean;
  currentSubtotal: number;
  /** negative when the refund exceeds the value of the returned goods */
  discrepancy: number;
  refunded: number;
}

/** Subscribers pay 10 % less, as a lower price. */
const PLAN_PRICE = 0.9;

/** The ticket of a purchase as placed. */
export function ticketFor(purchase: Purchase): Ticket {
  const lines = purchase.basket.map((line) => priced(line, purchase.offer));
  const subtotal = sum(lines.map((line) => line.original - line.discount));
  const shipping = shippingOf(purchase, subtotal);
  return {
    purchase,
    lines,
    subtotal,
    shipping,
    tax: sum(lines.map((line) => line.tax)) + taxInside(shipping, SHIPPING_TAX),
    total: subtotal + shipping,
    status: 'PAID',
    cancelledAt: null,
    updatedAt: purchase.instant,
    edited: false,
    currentSubtotal: subtotal,
    discrepancy: 0,
    refunded: 0,
  };
}

/** The tax in an amount that includes it, at a rate in per cent, rounded half up to the yen. */
function taxInside(amount: number, rate: number): number {
  return Math.floor((2 * amount * rate + 100 + rate) / (2 * (100 + rate)));
}

function priced(line: BasketLine, offer: Offer | null): TicketLine {
  const unit =
    line.plan === null ? line.variant.price : Math.floor(line.variant.price * PLAN_PRICE);
  const original = unit * line.quantity;
  const taxRate = line.product.taxRate;
  // Discounts apply to goods only: Shopify does not discount gift cards.
  const discounted = offer?.on === 'goods' && taxRate > 0;
  const discount = discounted ? Math.floor(original * offer.rate) : 0;
  return {
    ...line,
    original,
    discount,
    tax: taxInside(original - discount, taxRate),
    kept: line.quantity,
  };
}

function shippingOf({ source, offer, basket }: Purchase, subtotal: number): number {
  if (source === 'pos' || subtotal === 0 || subtotal >= FREE_FROM) return 0;
  if (offer?.on === 'shipping' || basket.some((line) => line.plan !== null)) return 0;
  return basket.every((line) => line.product.taxRate === 0) ? 0 : SHIPPING_FEE;
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
