import { sql, type Sql, type Tx } from '../../store/db.server';

/** One of a preview's connections, with the customers that it reads. */
export interface CustomerShare {
  tx: Tx;
  /** @param customers rows `customer_id`, as for `Scope.summaries` @returns those of the share */
  of: (customers: Sql) => Sql;
}

/** Half of the customers for each of two connections, which count them at once; all of them where both are one. */
export function customerShares(tx: Tx, aside: Tx): CustomerShare[] {
  if (tx === aside) return [{ tx, of: (customers) => customers }];
  // PostgreSQL takes a comparison for a third of the rows, and an equation for a two-hundredth: it would plan loops over them
  return [sql`< 0`, sql`>= 0`].map((half, at) => ({
    tx: at === 0 ? tx : aside,
    of: (customers) =>
      sql`(select * from ${customers} where hashint8(customer_id) ${half}) summary`,
  }));
}
