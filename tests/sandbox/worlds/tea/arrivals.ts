import type { Random } from '../distributions';
import { monthOf, seasonOf, weekdayOf } from './calendar';
import type { Day } from './calendar';
import { campaignOn } from './life';
import type { Era, Kind } from './life';

export interface Arrival {
  kind: Kind;
  day: Day;
}

/** Kinds of new customers, out of 100, on an ordinary day and in a campaign. */
const ORDINARY: Record<Kind, number> = {
  trial: 58,
  main: 22,
  subscriber: 7,
  'sale-only': 0,
  gift: 7,
  till: 6,
};
const CAMPAIGN: Record<Kind, number> = {
  ...ORDINARY,
  trial: 32,
  main: 16,
  'sale-only': 40,
  gift: 4,
};
const GIFT_SEASON: Record<Kind, number> = { ...ORDINARY, gift: 26 };
const KINDS: readonly Kind[] = ['trial', 'main', 'subscriber', 'sale-only', 'gift', 'till'];
const CAMPAIGN_RUSH = 2.2;

/** First days of about `expected` customers: more in season, in campaigns, and each year. */
export function arrivals(era: Era, expected: number, random: Random): Arrival[] {
  const days = Array.from({ length: era.end - era.start + 1 }, (_, offset) => era.start + offset);
  const weights = days.map((day) => weightOf(day, era));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return days.flatMap((day, index) => {
    const count = random.poisson((expected * (weights[index] ?? 0)) / total);
    const mix = mixOf(day, era);
    return Array.from({ length: count }, () => ({
      kind: random.weighted(KINDS, (kind) => mix[kind]),
      day,
    }));
  });
}

function weightOf(day: Day, era: Era): number {
  const growth = 0.75 + (0.5 * (day - era.start)) / Math.max(1, era.end - era.start);
  const rush = campaignOn(era, day) === undefined ? 1 : CAMPAIGN_RUSH;
  return growth * seasonOf(day) * weekdayOf(day) * rush;
}

function mixOf(day: Day, era: Era): Record<Kind, number> {
  if (campaignOn(era, day) !== undefined) return CAMPAIGN;
  return monthOf(day) === 7 || monthOf(day) === 12 ? GIFT_SEASON : ORDINARY;
}
