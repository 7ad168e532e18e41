import { sql } from '../../store/db.server';
import { newcomersPurchasesOf } from '../scope';
import { createTable, step } from '../step';

const CELL = 'cell';

/** Counts an active customer once a month: on the month's first purchase. */
const FIRST_OF_MONTH = sql`gap is null or gap >= date_part('day', day)`;

/** The same without subscription renewals. */
const PLAIN = sql`,
  (count(*) filter (where plain_number is not null and (plain_gap is null or plain_gap >= date_part('day', day))))::int
    as plain_active,
  sum(plain_revenue_shop_amount) as plain_revenue_shop_amount`;

/**
 * Sums of newcomers' purchases by first month, month and tenure, read once for cohorts and tenure: a table of
 * some 40,000 rows for three years.
 */
export const cells = step({
  name: 'cells',
  on: 'first',
  needs: {},
  makes: CELL,
  run: async ({ tx, scope }) =>
    await createTable(
      tx,
      CELL,
      sql`
      select cohort, month, tenure, sum(orders)::int as orders, sum(revenue_shop_amount) as revenue_shop_amount,
        (count(*) filter (where number = 1))::int as newcomers,
        (count(*) filter (where ${FIRST_OF_MONTH}))::int as active
        ${scope.has.subscriptions ? PLAIN : sql``}
      from ${newcomersPurchasesOf(scope)} group by 1, 2, 3`,
    ),
});
