import type { Random } from '../distributions';
import { lineFor, pickProduct, repeatBasket, singleBasket } from './baskets';
import { campaignsBetween, monthOf, seasonOf } from './calendar';
import type { Campaign, Day } from './calendar';
import type { Product } from './catalogue';
import type { BasketLine, Offer, Source } from './purchase';
import { deliveriesFrom } from './subscription';

export type Kind = 'trial' | 'main' | 'subscriber' | 'sale-only' | 'gift' | 'till';

/** A shop's open days, and its campaigns. */
export interface Era {
  start: Day;
  /** the last day */
  end: Day;
  campaigns: readonly Campaign[];
}

/** One purchase of a customer, still without a time of day. */
export interface Visit {
  day: Day;
  basket: BasketLine[];
  offer: Offer | null;
  source: Source;
}

/** Chances of coming back, and days between purchases. */
const COME_BACK = { trial: 0.47, main: 0.44, gift: 0.3, till: 0.3 } as const;
const GO_ON = [0.58, 0.64, 0.7, 0.74];
const GO_ON_LATER = 0.8;
const SUBSCRIBE_AT_SECOND = 0.08;
const SALE_RETURN = 0.3;

export function eraOf(start: Day, end: Day): Era {
  return { start, end, campaigns: campaignsBetween(start, end) };
}

export function campaignOn(era: Era, day: Day): Campaign | undefined {
  return era.campaigns.find(({ from, to }) => from <= day && day <= to);
}

/** One customer's purchases from the first day on, by day. */
export function lifeOf(kind: Kind, first: Day, era: Era, random: Random): Visit[] {
  if (kind === 'sale-only') return saleLife(first, era, random);
  if (kind === 'gift') return giftLife(first, era, random);
  const favourite = pickProduct('main', progressOf(first, era), random);
  if (kind === 'subscriber') return subscribed(first, favourite, era, random);
  return ordinaryLife(kind, first, favourite, era, random);
}

function ordinaryLife(
  kind: 'trial' | 'main' | 'till',
  first: Day,
  favourite: Product,
  era: Era,
  random: Random,
): Visit[] {
  const progress = progressOf(first, era);
  const basket =
    kind === 'trial'
      ? singleBasket('trial', progress, random)
      : repeatBasket(favourite, 1, progress, random);
  const source = kind === 'till' ? 'pos' : 'web';
  const visits = [visit(first, basket, welcome(first, era, random), source)];
  const pull = basket[0]?.product.pull ?? 1;
  let day = first;
  for (let n = 2; ; n += 1) {
    const stays = n === 2 ? COME_BACK[kind] * pull : (GO_ON[n - 3] ?? GO_ON_LATER);
    if (!random.chance(stays)) return visits;
    day = inSeason(day + gap(n, random), random);
    if (day > era.end) return visits;
    if (n <= 3 && random.chance(SUBSCRIBE_AT_SECOND)) {
      return [...visits, ...subscribed(day, favourite, era, random)];
    }
    const goods = repeatBasket(favourite, n, progressOf(day, era), random);
    const atTill = kind === 'till' && random.chance(0.5);
    visits.push(visit(day, goods, saleOffer(day, era), atTill ? 'pos' : 'web'));
  }
}

/** Most second purchases come while the first tea lasts; later ones have a rhythm. */
function gap(n: number, random: Random): number {
  const days = n === 2 ? random.logNormal(30, 0.7) : random.logNormal(44, 0.5);
  return Math.max(1, Math.round(days));
}

/** In slow months some purchases wait one to three weeks. */
function inSeason(day: Day, random: Random): Day {
  return seasonOf(day) < 0.9 && random.chance(0.3) ? day + random.whole(7, 21) : day;
}

function subscribed(first: Day, tea: Product, era: Era, random: Random): Visit[] {
  return deliveriesFrom(first, era.end, tea, random).map(({ day, basket, offer }, index) =>
    visit(day, basket, offer, index === 0 ? 'web' : 'subscription_contract'),
  );
}

/** A customer who buys only in campaigns. */
function saleLife(first: Day, era: Era, random: Random): Visit[] {
  const later = era.campaigns.filter(({ from }) => from > first && random.chance(SALE_RETURN));
  const days = [first, ...later.map(({ from, to }) => random.whole(from, Math.min(to, era.end)))];
  return days
    .filter((day) => day <= era.end)
    .map((day) => {
      const progress = progressOf(day, era);
      const basket = repeatBasket(pickProduct('main', progress, random), 1, progress, random);
      return visit(day, basket, saleOffer(day, era), 'web');
    });
}

/** A customer who sends tea at midsummer and at the year's end. */
function giftLife(first: Day, era: Era, random: Random): Visit[] {
  const visits: Visit[] = [];
  for (let day = first; day <= era.end;) {
    const box = pickProduct('gift', progressOf(day, era), random);
    visits.push(visit(day, [lineFor(box, random, { quantity: random.whole(1, 4) })], null, 'web'));
    if (!random.chance(COME_BACK.gift)) break;
    day += monthOf(day) === 7 ? random.whole(135, 165) : random.whole(190, 230);
  }
  return visits;
}

/** A first-time buyer's offer: sometimes the welcome code, or the day's campaign. */
function welcome(day: Day, era: Era, random: Random): Offer | null {
  if (random.chance(0.12)) return { name: 'WELCOME10', kind: 'code', rate: 0.1, on: 'goods' };
  return saleOffer(day, era) ?? (random.chance(0.05) ? FREE_SHIPPING : null);
}

const FREE_SHIPPING: Offer = { name: 'SORYOMURYO', kind: 'code', rate: 1, on: 'shipping' };

function saleOffer(day: Day, era: Era): Offer | null {
  const campaign = campaignOn(era, day);
  if (campaign === undefined) return null;
  return { name: campaign.name, kind: campaign.kind, rate: campaign.rate, on: 'goods' };
}

function progressOf(day: Day, { start, end }: Era): number {
  return end === start ? 1 : Math.min(1, Math.max(0, (day - start) / (end - start)));
}

function visit(day: Day, basket: BasketLine[], offer: Offer | null, source: Source): Visit {
  return { day, basket, offer, source };
}
