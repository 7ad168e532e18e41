import { RANKS as RANK_NAMES, type Rank } from '../../terms/people';
import { addDays, daysBetween } from '../calendar';
import { stateAfter, type State } from '../orders/silence';
import { expectedDayOf } from '../people/expected';
import { decileOf, rankOf } from '../people/ranks.sql';
import type { Ruler } from '../people/ruler';
import { RANKS } from '../ranks/deciles.sql';
import type { Standing } from './standing.server';

/** A customer's state as of D, and the first days D on which it is another one without a further purchase. */
export interface OwnState {
  state: State;
  /** days since the last purchase, and the lapse window */
  silent: number;
  window: number;
  atRiskFrom: string;
  lapsedFrom: string;
}

/** The state by the lapse window (README.md section 2). */
export function ownState(
  { lastDay }: Pick<Standing, 'lastDay'>,
  { lapseDays: window, asOf }: Pick<Ruler, 'lapseDays' | 'asOf'>,
): OwnState {
  const silent = daysBetween(lastDay, asOf);
  return {
    state: stateAfter(silent, window),
    ...{ silent, window },
    // at risk after more than half of the window, lapsed after more than all of it
    atRiskFrom: addDays(lastDay, Math.floor(window / 2) + 1),
    lapsedFrom: addDays(lastDay, window + 1),
  };
}

export interface OwnRank {
  rank: Rank;
  /** 1 is the best */
  decile: number;
  /** the next better rank, and the revenue to date above which a customer has it; null: they have the best */
  next: { rank: Rank; above: number } | null;
}

/** The rank by the deciles that were counted (README.md section 7); null with fewer than ten customers. */
export function ownRank({ revenue }: Standing, customerId: string, ruler: Ruler): OwnRank | null {
  const decile = decileOf({ revenue, customerId }, ruler);
  const rank = rankOf(decile);
  if (decile === null || rank === null) return null;
  const better = RANK_NAMES[RANK_NAMES.indexOf(rank) - 1];
  const last = better && ruler.deciles?.[RANKS[better][1] - 1];
  return { rank, decile, next: better && last ? { rank: better, above: last.lastRevenue } : null };
}

/** Scores 1 to 5. */
export interface OwnRfm {
  r: number;
  f: number;
  m: number;
}

/** The scores by the least values that were counted (README.md section 7); null where there are none. */
export function ownRfm(
  { lastDay, revenue, values }: Standing,
  { rfm: { recency, frequency, money } }: Ruler,
): OwnRfm | null {
  if (recency.length === 0) return null;
  const score = <T>(leasts: readonly T[], own: T) =>
    // a customer who fell below all others since the count has the least score
    Math.max(1, leasts.filter((least) => least <= own).length);
  return {
    r: score(recency, lastDay),
    f: score(frequency, values.purchases),
    m: score(money, revenue),
  };
}

/** When the next purchase of a customer is expected, and from what. */
export interface Expected {
  day: string;
  /** median days: between the customer's own purchases, or of the shop from this purchase to the next */
  gap: number;
  basis: 'own' | 'shop';
}

/** The shop's median days from a customer's latest purchase to the next; null: not known, or they have a pace of their own. */
export const shopGapOf = ({ values }: Standing, { gaps }: Pick<Ruler, 'gaps'>): number | null =>
  gaps[values.purchases - 1] ?? null;

/** The next expected day (README.md section 3); null where it is not known. */
export function ownExpected(own: Standing, ruler: Ruler): Expected | null {
  const { lastDay, values, ownGap } = own;
  const day = expectedDayOf({ purchases: values.purchases, lastDay, ownGap }, ruler);
  const gap = ownGap ?? shopGapOf(own, ruler);
  return day === null || gap === null
    ? null
    : { day, gap, basis: ownGap === null ? 'shop' : 'own' };
}
