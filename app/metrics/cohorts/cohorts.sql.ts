import { z } from 'zod';
import { rows, sql, type Tx } from '../../store/db.server';
import { addDays, addMonths, monthIndex, monthStart } from '../calendar';
import { integer, money } from '../number';
import type { Scope } from '../scope';
import type { Snapshot } from '../snapshot';

type Cohorts = Snapshot['cohorts'];

/**
 * Cohorts by month of the first purchase: customers, and per calendar month since then the active
 * customers and their revenue, up to the month of D - 1 (metrics.md section 3). Reads `collectCells`.
 */
export async function cohorts(tx: Tx, scope: Scope): Promise<{ all: Cohorts; plain: Cohorts }> {
  const found = await rows(
    tx,
    z.object({
      cohort: integer,
      month: integer,
      newcomers: integer,
      active: integer,
      revenue: money,
      plainActive: integer,
      plainRevenue: money,
    }),
    sql`
    select cohort, month, sum(newcomers)::int as newcomers, sum(active)::int as active,
      sum(revenue_shop_amount)::text as revenue,
      ${
        scope.has.subscriptions
          ? sql`sum(plain_active)::int as "plainActive", sum(plain_revenue_shop_amount)::text as "plainRevenue"`
          : sql`sum(active)::int as "plainActive", sum(revenue_shop_amount)::text as "plainRevenue"`
      }
    from cell group by cohort, month`,
  );
  const last = monthIndex(addDays(scope.asOf, -1));
  const build = (
    active: 'active' | 'plainActive',
    revenue: 'revenue' | 'plainRevenue',
  ): Cohorts => {
    const cells = new Map(found.map((one) => [`${one.cohort}/${one.month}`, one]));
    const starts = [...new Set(found.map(({ cohort }) => cohort))].sort((a, b) => a - b);
    return Object.fromEntries(
      starts.map((cohort) => {
        const months = Array.from({ length: last - cohort + 1 }, (_, at) =>
          cells.get(`${cohort}/${cohort + at}`),
        );
        return [
          monthName(cohort),
          {
            customers: months[0]?.newcomers ?? 0,
            active: months.map((cell) => cell?.[active] ?? 0),
            revenue: months.map((cell) => cell?.[revenue] ?? 0),
          },
        ];
      }),
    );
  };
  return { all: build('active', 'revenue'), plain: build('plainActive', 'plainRevenue') };
}

const monthName = (index: number) => addMonths(monthStart('0000-01-01'), index).slice(0, 7);
