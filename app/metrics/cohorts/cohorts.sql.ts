import { z } from 'zod';
import { rows, sql } from '../../store/db.server';
import { addDays, addMonths, monthIndex, monthStart } from '../calendar';
import { kinds } from '../kinds';
import { integer, money } from '../number';
import { slice } from '../step';
import { cells } from './cells.sql';

const cohortsSchema = z.record(
  z.string(),
  z.object({
    customers: kinds.customers,
    active: z.array(kinds.customers),
    revenue: z.array(kinds.money),
  }),
);
type Cohorts = z.output<typeof cohortsSchema>;

/**
 * Cohorts by month of the first purchase: customers, and per calendar month since then the active
 * customers and their revenue, up to the month of D - 1 (README.md section 3).
 */
export const cohorts = slice({
  name: 'cohorts',
  on: 'first',
  needs: { cells },
  numbers: { cohorts: cohortsSchema, cohortsWithoutRenewals: cohortsSchema },
  run: async ({ tx, scope }, { cells }) => {
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
    from ${cells} group by cohort, month`,
    );
    const last = monthIndex(addDays(scope.asOf, -1));
    const build = (
      active: 'active' | 'plainActive',
      revenue: 'revenue' | 'plainRevenue',
    ): Cohorts => {
      const byPlace = new Map(found.map((one) => [`${one.cohort}/${one.month}`, one]));
      const starts = [...new Set(found.map(({ cohort }) => cohort))].sort((a, b) => a - b);
      return Object.fromEntries(
        starts.map((cohort) => {
          const months = Array.from({ length: last - cohort + 1 }, (_, at) =>
            byPlace.get(`${cohort}/${cohort + at}`),
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
    return {
      cohorts: build('active', 'revenue'),
      cohortsWithoutRenewals: build('plainActive', 'plainRevenue'),
    };
  },
});

const monthName = (index: number) => addMonths(monthStart('0000-01-01'), index).slice(0, 7);
