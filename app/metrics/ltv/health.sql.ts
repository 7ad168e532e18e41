import { z } from 'zod';
import { one, sql, type Tx } from '../../store/db.server';
import { integer } from '../number';
import type { Scope } from '../scope';
import { healthAmount } from '../settings';
import type { Snapshot } from '../snapshot';

/** Customers who reached the health line's revenue to date, its purchases, and both. */
export async function health(tx: Tx, scope: Scope): Promise<Snapshot['ltv']['health']> {
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
  return { amount, purchases, ...reached };
}
