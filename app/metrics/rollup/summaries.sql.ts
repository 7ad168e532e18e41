import { empty, raw, sql, type Sql } from '../../store/db.server';
import { dateLiteral, isChosen, type Scope } from '../scope';

type SummaryScope = Pick<Scope, 'shop' | 'asOf' | 'monthStart' | 'has'>;

/**
 * One row per customer with a purchase before D, with the columns of `customer_summaries` after
 * the shop; `then_*` is the same as of the month's start. Columns of features that the shop lacks
 * (roles, subscriptions) are not summed. `which` narrows the customers; empty means all of the shop.
 * @param purchases the table that has them; default: the book's
 */
export function selectSummaries(
  scope: SummaryScope,
  which: Sql = empty,
  purchases: Sql = raw('purchases'),
): Sql {
  return sql`
    select ${raw(
      summaryColumns(scope)
        .map(({ name, value }) => `${value} as ${name}`)
        .join(', '),
    )}
    from ${purchases}
    where shop_id = ${scope.shop} and day < ${dateLiteral(scope.asOf)} ${which}
    group by customer_id`;
}

/** The columns of a summary that product roles decide. */
export const ROLE_COLUMNS = ['trial_only', 'full_day', 'upsell_day', 'then_trial_only'];

/**
 * Of `selectSummaries` the customer and the columns that product roles decide.
 * @param purchases rows with the columns of `selectRolesOfPurchases`
 */
export function selectRolesOfSummaries(scope: SummaryScope, purchases: Sql): Sql {
  const columns = summaryColumns(scope).filter(({ name }) => ROLE_COLUMNS.includes(name));
  return sql`
    select customer_id, ${raw(columns.map(({ name, value }) => `${value} as ${name}`).join(', '))}
    from ${purchases} where day < ${dateLiteral(scope.asOf)} group by customer_id`;
}

/** The names of `selectSummaries`' columns, in their order. */
export const SUMMARY_COLUMNS = summaryColumns({
  monthStart: '2000-01-01',
  has: { subscriptions: true, trials: true, upsells: true, ownCosts: false },
})
  .map(({ name }) => name)
  .join(', ');

function summaryColumns({ monthStart, has }: Pick<SummaryScope, 'monthStart' | 'has'>) {
  const then = `filter (where day < ${dateLiteral(monthStart).sql})`;
  const columns: [name: string, value: string, where?: { lacks: boolean; value: string }][] = [
    ['customer_id', 'customer_id'],
    ['first_day', 'min(day)'],
    ['second_day', 'min(day) filter (where number = 2)'],
    ['third_day', 'min(day) filter (where number = 3)'],
    ['last_day', 'max(day)'],
    ['purchases', 'count(*)::int'],
    ['orders', 'sum(orders)::int'],
    ['revenue_shop_amount', 'sum(revenue_shop_amount)'],
    ['discounted_only', 'bool_and(discounted)'],
    ['trial_only', 'bool_and(trial_only)', { lacks: !has.trials, value: 'false' }],
    [
      'full_day',
      'min(day) filter (where not trial_only)',
      { lacks: !has.trials, value: 'min(day)' },
    ],
    ['upsell_day', 'min(day) filter (where upsell)', { lacks: !has.upsells, value: 'null::date' }],
    [
      'subscription_orders',
      'sum(subscription_orders)::int',
      { lacks: !has.subscriptions, value: '0' },
    ],
    [
      'plain_purchases',
      'count(plain_number)::int',
      { lacks: !has.subscriptions, value: 'count(*)::int' },
    ],
    [
      'plain_second_day',
      'min(day) filter (where plain_number = 2)',
      { lacks: !has.subscriptions, value: 'min(day) filter (where number = 2)' },
    ],
    [
      'plain_last_day',
      'max(day) filter (where plain_number is not null)',
      { lacks: !has.subscriptions, value: 'max(day)' },
    ],
    ['then_purchases', `(count(*) ${then})::int`],
    ['then_last_day', `max(day) ${then}`],
    ['then_trial_only', `bool_and(trial_only) ${then}`, { lacks: !has.trials, value: 'false' }],
    [
      'then_subscription_orders',
      `coalesce(sum(subscription_orders) ${then}, 0)::int`,
      { lacks: !has.subscriptions, value: '0' },
    ],
    // only a first purchase has them
    [
      'first_products',
      "any_value(case when cardinality(product_ids) = 0 then '{0}' else product_ids end)",
    ],
  ];
  return columns.map(([name, value, otherwise]) => ({
    name,
    value: otherwise?.lacks ? otherwise.value : value,
  }));
}

/**
 * One row per subscriber before D: when the minimum contract was reached and the median gap between
 * subscription orders (those of one day have gaps of 0), now and as of the month's start.
 */
export function selectSubscribers(
  scope: Pick<Scope, 'shop' | 'asOf' | 'monthStart' | 'settings' | 'chosen'>,
): Sql {
  const then = sql`(where day < ${dateLiteral(scope.monthStart)})`;
  return sql`
    with each as (
      select customer_id, day, day - lag(day) over so_far as gap, row_number() over so_far as position
      from purchases, generate_series(1, subscription_orders)
      where shop_id = ${scope.shop} and subscription_orders > 0 and day < ${dateLiteral(scope.asOf)} ${isChosen(scope)}
      window so_far as (partition by customer_id order by day, number)
    )
    select customer_id, max(day) as last_subscription_day,
      percentile_cont(0.5) within group (order by gap) as median_gap,
      min(day) filter (where position = ${scope.settings.minimumContractOrders}) as contract_day,
      max(day) filter ${then} as then_last_subscription_day,
      percentile_cont(0.5) within group (order by gap) filter ${then} as then_median_gap
    from each group by customer_id`;
}
