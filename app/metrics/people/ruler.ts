import type { Snapshot } from '../snapshot';

/** Days that an unknown subscription limit is taken for: the least that it can be. */
const LEAST_LIMIT = 45;

/** What the customers of a list are measured by: thresholds of the kept numbers of its day. */
export interface Ruler {
  /** D */
  asOf: string;
  lapseDays: number;
  /** the last customer of each decile; null under ten customers */
  deciles: readonly { lastRevenue: number; lastCustomerId: string }[] | null;
  /** the least value that earns score 1 ... 5; empty without customers */
  rfm: {
    recency: readonly string[];
    frequency: readonly number[];
    money: readonly number[];
  };
  /** median days to the next purchase after 1, 2 and 3 purchases; null: not known */
  gaps: readonly (number | null)[];
  /** days after which a subscription has ended */
  subscriptionDays: number;
}

/** The ruler of a day's own numbers. */
export function rulerOf({
  asOf,
  lapseDays,
  deciles,
  rfm,
  gapsToNext,
  subscriptions,
}: Pick<
  Snapshot,
  'asOf' | 'lapseDays' | 'deciles' | 'rfm' | 'gapsToNext' | 'subscriptions'
>): Ruler {
  return {
    ...{ asOf, lapseDays, deciles },
    rfm: { recency: rfm.recency, frequency: rfm.frequency, money: rfm.money },
    gaps: [1, 2, 3].map((n) => gapsToNext.find(({ after }) => after === n)?.days ?? null),
    subscriptionDays: subscriptions?.limitDays ?? LEAST_LIMIT,
  };
}
