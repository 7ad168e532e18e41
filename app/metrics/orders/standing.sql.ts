import { z } from 'zod';
import { raw, rows, sql, type Sql, type Tx } from '../../store/db.server';
import { daysBetween } from '../calendar';
import { integer } from '../number';
import type { Snapshot } from '../snapshot';

/** How many customers made so many purchases, the last one on that day. */
export interface Standing {
  lastDay: string;
  purchases: number;
  customers: number;
}

/**
 * Customers by last purchase and number of purchases: with subscription renewals, or without.
 * @param customers the scope's summaries or newcomers
 */
export async function standings(
  tx: Tx,
  customers: Sql,
  columns: { purchases: 'purchases' | 'plain_purchases'; lastDay: 'last_day' | 'plain_last_day' },
): Promise<Standing[]> {
  return await rows(
    tx,
    z.object({ lastDay: z.string(), purchases: integer, customers: integer }),
    sql`
    select day::text as "lastDay", purchases, customers from (
      select ${raw(columns.lastDay)} as day, ${raw(columns.purchases)} as purchases, count(*)::int as customers
      from ${customers} group by 1, 2
    ) standing`,
  );
}

/** Customers of some standings. */
export function customersIn(standing: readonly Standing[]): number {
  return standing.reduce((sum, { customers }) => sum + customers, 0);
}

/** Customers active, at risk (silent for more than half the window) and lapsed (metrics.md section 2). */
export function status(
  standing: readonly Standing[],
  asOf: string,
  lapseDays: number,
): Snapshot['status'] {
  const silentFor = (days: (silent: number) => boolean) =>
    customersIn(standing.filter(({ lastDay }) => days(daysBetween(lastDay, asOf))));
  return {
    active: silentFor((silent) => 2 * silent <= lapseDays),
    atRisk: silentFor((silent) => 2 * silent > lapseDays && silent <= lapseDays),
    lapsed: silentFor((silent) => silent > lapseDays),
  };
}
