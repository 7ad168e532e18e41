import { raw, sql, type Sql } from '../../store/db.server';
import { addDays } from '../calendar';
import type { Ruler } from './ruler';

/** Whole days to the next purchase after n purchases by the shop's gaps; null: not known, or the customer has a pace of their own. */
const shopGap = ({ gaps }: Pick<Ruler, 'gaps'>, n: number): number | null => {
  const days = gaps[n - 1] ?? null;
  return days === null ? null : Math.ceil(days);
};

/**
 * The day on which a customer's next purchase is expected (README.md section 3); null: not known.
 * @param ownGap median days between the customer's own purchases, from four purchases on
 */
export function expectedDayOf(
  person: { purchases: number; lastDay: string; ownGap: number | null },
  ruler: Pick<Ruler, 'gaps'>,
): string | null {
  const days = person.ownGap === null ? shopGap(ruler, person.purchases) : Math.ceil(person.ownGap);
  return days === null ? null : addDays(person.lastDay, days);
}

/** The groups of customers whose day follows the last purchase by one gap, each as a condition over `person`, and that gap. */
export function paces(ruler: Pick<Ruler, 'gaps'>): { of: Sql; days: number }[] {
  return ruler.gaps.flatMap((_, at) => {
    const days = shopGap(ruler, at + 1);
    return days === null ? [] : [{ of: sql`person.purchases = ${at + 1}::int`, days }];
  });
}

/** The same day over a row `person`. */
export function expectedDay(ruler: Pick<Ruler, 'gaps'>): Sql {
  const gaps = ruler.gaps.flatMap((_, at) => {
    const days = shopGap(ruler, at + 1);
    return days === null ? [] : [`when ${at + 1} then person.last_day + ${days}`];
  });
  const byShop = gaps.length === 0 ? 'null::date' : `case person.purchases ${gaps.join(' ')} end`;
  return raw(`coalesce(person.own_expected, ${byShop})`);
}
