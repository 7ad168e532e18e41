import type { Random } from '../distributions';
import type { Ticket } from './ticket';

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** Chances per hundred orders. */
const EXPIRED = 0.25;
const CANCELLED = 1.6;
const ALL_BACK = 0.8;
const SOME_BACK = 1.3;
const MONEY_BACK = 0.9;
const NEVER_PAID = 0.3;

/**
 * Applies later events to an order: payment at the convenience store or none, cancellation, return, refund.
 * None is later than `until`.
 */
export function befall(ticket: Ticket, until: number, random: Random): void {
  const { purchase } = ticket;
  const till = purchase.source === 'pos';
  const shipped = purchase.instant + (till ? 0 : random.whole(8, 60) * HOUR);
  touch(ticket, shipped, until);
  const slow = !till && purchase.source !== 'subscription_contract' && random.chance(0.35);
  if (slow) payLater(ticket, until, random);
  const draw = random.next() * 100;
  const when = shipped + random.whole(2, 25) * DAY;
  if (ticket.status !== 'PAID' || when >= until || ticket.total === 0) return;
  if (draw < CANCELLED && !till)
    cancel(ticket, purchase.instant + random.whole(1, 40) * HOUR, until);
  else if (draw < CANCELLED + ALL_BACK) returnAll(ticket, when, until);
  else if (draw < CANCELLED + ALL_BACK + SOME_BACK) returnSome(ticket, when, until, random);
  else if (draw < CANCELLED + ALL_BACK + SOME_BACK + MONEY_BACK)
    apologise(ticket, when, until, random);
}

/** Convenience store and cash on delivery: pending for days; a few never pay, and some of those stay open. */
function payLater(ticket: Ticket, until: number, random: Random): void {
  const { instant } = ticket.purchase;
  const draw = random.next() * 100;
  if (draw < NEVER_PAID) {
    ticket.status = 'PENDING';
    return;
  }
  if (draw < NEVER_PAID + EXPIRED) {
    if (instant + 10 * DAY < until) ticket.status = 'EXPIRED';
    else ticket.status = 'PENDING';
    touch(ticket, instant + 10 * DAY, until);
    return;
  }
  if (draw < 3) {
    ticket.status = 'PENDING';
    const cancelled = instant + 7 * DAY;
    if (cancelled < until) {
      cancel(ticket, cancelled, until);
      ticket.status = 'VOIDED';
      ticket.refunded = 0;
    }
    return;
  }
  const paid = instant + random.whole(6, 110) * HOUR;
  if (paid >= until) ticket.status = random.chance(0.8) ? 'PENDING' : 'AUTHORIZED';
  touch(ticket, paid, until);
}

function cancel(ticket: Ticket, when: number, until: number): void {
  returnAll(ticket, when, until);
  ticket.cancelledAt = when;
}

function returnAll(ticket: Ticket, when: number, until: number): void {
  for (const line of ticket.lines) line.kept = 0;
  ticket.currentSubtotal = 0;
  ticket.refunded = ticket.total;
  ticket.status = 'REFUNDED';
  touch(ticket, when, until);
}

/** One piece is returned; sometimes with a refund below its price, or removed before shipping. */
function returnSome(ticket: Ticket, when: number, until: number, random: Random): void {
  const pieces = ticket.lines.reduce((sum, line) => sum + line.kept, 0);
  const line = ticket.lines.find((candidate) => candidate.original > 0 && candidate.plan === null);
  if (line === undefined || pieces < 2) return;
  line.kept -= 1;
  const worth = Math.floor((line.original - line.discount) / line.quantity);
  const fee = random.chance(0.25) ? Math.floor(worth * 0.2) : 0;
  ticket.currentSubtotal -= worth;
  ticket.discrepancy = fee;
  ticket.refunded = worth - fee;
  ticket.status = ticket.refunded > 0 ? 'PARTIALLY_REFUNDED' : 'PAID';
  ticket.edited = random.chance(0.3);
  touch(ticket, when, until);
}

/** A refund for a dented tin without a return; sometimes more than half of the price. */
function apologise(ticket: Ticket, when: number, until: number, random: Random): void {
  const amount = Math.min(ticket.subtotal, random.pick([200, 300, 500, 500, 1000]));
  if (amount === 0) return;
  ticket.discrepancy = -amount;
  ticket.refunded = amount;
  ticket.status = 'PARTIALLY_REFUNDED';
  touch(ticket, when, until);
}

function touch(ticket: Ticket, when: number, until: number): void {
  if (when < until) ticket.updatedAt = Math.max(ticket.updatedAt, when);
}
