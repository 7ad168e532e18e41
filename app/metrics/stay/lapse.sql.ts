import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { daysBetween } from '../calendar';
import { percentile, type Occurrence } from '../curves/percentile';
import { kinds } from '../kinds';
import { integer } from '../number';
import { orders } from '../orders/orders.sql';
import { shopPurchasesOf, type Scope } from '../scope';
import { slice, step } from '../step';

/**
 * The lapse window (README.md section 2): days without a purchase after which a customer counts as lapsed.
 * The 90th percentile of completed gaps between purchases, rounded up, kept within 30 to 730; 240
 * days with less than 730 days of orders or fewer than 100 gaps. The shop's setting comes first.
 */
export interface LapseWindow {
  days: number;
  basis: (typeof LAPSE_BASES)[number];
  /** enough history to measure customers' stay, too */
  measurable: boolean;
}

const LAPSE_BASES = ['setting', 'default', 'measured'] as const;
const DEFAULT_DAYS = 240;
const LEAST_HISTORY_DAYS = 730;
const LEAST_GAPS = 100;

/** The window as of D. */
export const lapseWindow = step({
  name: 'lapseWindow',
  on: 'second',
  needs: { orders },
  run: async ({ tx, scope }, { orders: { firstOrderDay } }) =>
    await windowOfShop(tx, scope, firstOrderDay),
});

/** @param firstOrderDay of the shop, whatever customers the scope has */
export async function windowOfShop(
  tx: Tx,
  scope: Scope,
  firstOrderDay: string | null,
): Promise<LapseWindow> {
  const gaps = await rows(
    tx,
    z.object({ value: integer, count: integer }),
    sql`
    select gap as value, count(*)::int as count
    from ${shopPurchasesOf(scope)} where gap is not null group by gap`,
  );
  const daysOfOrders = firstOrderDay === null ? 0 : daysBetween(firstOrderDay, scope.asOf);
  return windowFrom(scope.settings.lapseDays, daysOfOrders, gaps);
}

export const lapse = slice({
  name: 'lapse',
  on: 'none',
  needs: { lapseWindow },
  numbers: {
    /** the window as of D, and its basis */
    lapseDays: kinds.days,
    lapseBasis: z.enum(LAPSE_BASES),
  },
  run: (_, { lapseWindow: { days, basis } }) => ({ lapseDays: days, lapseBasis: basis }),
});

function windowFrom(
  setting: number | null,
  daysOfOrders: number,
  gaps: readonly Occurrence[],
): LapseWindow {
  const completed = gaps.reduce((sum, { count }) => sum + count, 0);
  const measurable = daysOfOrders >= LEAST_HISTORY_DAYS && completed >= LEAST_GAPS;
  if (setting !== null) return { days: setting, basis: 'setting', measurable };
  const ninth = percentile(gaps, 0.9);
  if (!measurable || ninth === null) return { days: DEFAULT_DAYS, basis: 'default', measurable };
  // the interpolation is in floating point, whose error must not round a whole number up
  const days = Math.min(730, Math.max(30, Math.ceil(ninth - 1e-9)));
  return { days, basis: 'measured', measurable };
}
