import type { Random } from '../distributions';
import { lineFor, pickProduct, repeatBasket, singleBasket } from './baskets';
import { dayOf, instantOf } from './calendar';
import type { Day } from './calendar';
import type { Era, Visit } from './life';
import type { Offer, Purchase } from './purchase';

const REPLACEMENT: Offer = { name: '破損のため再送', kind: 'manual', rate: 1, on: 'goods' };
const DELETED = 0.004;
const SPLIT = 0.025;
const SAMPLE = 0.03;
const GIFT_CARD = 0.012;
const REPLACED = 0.005;

/** The purchases of one customer: their visits at a time of day, and related orders. */
export function purchasesOf(
  visits: readonly Visit[],
  customer: number,
  random: Random,
): Purchase[] {
  const customerId = random.chance(DELETED) ? null : customer;
  return visits.flatMap((visit, index) => {
    const { day, basket, offer, source } = visit;
    const instant = instantOf(day, secondOfDay(source === 'pos', random));
    const made: Purchase = { instant, customerId, basket, offer, source, test: false };
    const purchases = [made];
    const add = (more: Partial<Purchase>): void => {
      purchases.push({ ...made, offer: null, source: 'web', ...more });
    };
    // "Forgot one thing": a second order within the hour.
    if (random.chance(SPLIT)) {
      const later = instant + random.whole(300, 3000) * 1000;
      if (dayOf(later) === day)
        add({ instant: later, basket: singleBasket('cross-sell', 1, random) });
    }
    if (index === 0 && random.chance(SAMPLE)) {
      const asked = instantOf(day - random.whole(3, 20), secondOfDay(false, random));
      add({ instant: asked, basket: singleBasket('sample', 1, random) });
    }
    if (random.chance(GIFT_CARD)) {
      const card = instant + random.whole(1, 20) * 86_400_000;
      const goods = random.chance(0.3) ? singleBasket('main', 1, random) : [];
      add({ instant: card, basket: [...singleBasket('gift-card', 1, random), ...goods] });
    }
    if (random.chance(REPLACED)) {
      const sent = instantOf(day + random.whole(4, 9), 36_000);
      const again = basket.map((line) => ({ ...line, plan: null }));
      add({ instant: sent, basket: again, offer: REPLACEMENT, source: 'shopify_draft_order' });
    }
    return purchases;
  });
}

/** Buyers without an account: at the till, and a few on the web or by phone. */
export function guests(era: Era, perDay: number, random: Random): Purchase[] {
  const purchases: Purchase[] = [];
  for (let day: Day = era.start; day <= era.end; day += 1) {
    const progress = (day - era.start) / Math.max(1, era.end - era.start);
    for (let count = random.poisson(perDay); count > 0; count -= 1) {
      const source = random.weighted(['pos', 'web', 'shopify_draft_order'] as const, (each) =>
        each === 'pos' ? 8 : 1,
      );
      const tea = pickProduct('main', progress, random);
      purchases.push({
        instant: instantOf(day, secondOfDay(source === 'pos', random)),
        customerId: null,
        basket: repeatBasket(tea, 1, progress, random),
        offer: null,
        source,
        test: false,
      });
    }
  }
  return purchases;
}

/** The shop's own test orders: some in its first week, then one a quarter. */
export function testOrders(era: Era, customer: number, random: Random): Purchase[] {
  const days = [0, 0, 1, 2, 5].map((offset) => era.start + offset);
  for (let day = era.start + 90; day <= era.end; day += 90) days.push(day);
  return days.map((day) => ({
    instant: instantOf(day, secondOfDay(true, random)),
    customerId: customer,
    basket: [lineFor(pickProduct('trial', 0, random), random)],
    offer: null,
    source: 'web',
    test: true,
  }));
}

/** Web orders peak at noon and at nine in the evening; the till is open from ten to seven. */
function secondOfDay(till: boolean, random: Random): number {
  if (till) return random.whole(10 * 3600, 19 * 3600 - 1);
  const peak = random.chance(0.4) ? 12.3 : 20.8;
  const hour = Math.min(23.99, Math.max(0, peak + 2.6 * random.normal()));
  return Math.floor(hour * 3600);
}
