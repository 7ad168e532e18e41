import { z } from 'zod';
import { one, sql } from '../../store/db.server';
import { kinds } from '../kinds';
import { integer } from '../number';
import { healthAmount } from '../settings';
import { slice } from '../step';

/** Customers who reached the health line's revenue to date, its purchases, and both (README.md section 2). */
export const health = slice({
  name: 'health',
  on: 'first',
  needs: {},
  part: 'ltv',
  numbers: {
    health: z.object({
      /** null: not set in this currency; no customer reaches it */
      amount: kinds.money.nullable(),
      purchases: kinds.count,
      reachedAmount: kinds.customers,
      reachedPurchases: kinds.customers,
      reachedBoth: kinds.customers,
    }),
  },
  run: async ({ tx, scope }) => {
    const amount = healthAmount(scope.settings, scope.currency);
    const purchases = scope.settings.healthPurchases;
    const paid = sql`revenue_shop_amount >= ${amount}::numeric`;
    const bought = sql`purchases >= ${purchases}`;
    const reached = await one(
      tx,
      z.object({ reachedAmount: integer, reachedPurchases: integer, reachedBoth: integer }),
      sql`
      select (count(*) filter (where ${paid}))::int as "reachedAmount",
        (count(*) filter (where ${bought}))::int as "reachedPurchases",
        (count(*) filter (where ${paid} and ${bought}))::int as "reachedBoth"
      from ${scope.summaries}`,
    );
    return { health: { amount, purchases, ...reached } };
  },
});
