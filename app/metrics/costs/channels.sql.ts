import { sql, type Sql } from '../../store/db.server';
import { firstPurchasesOf } from '../filter/chosen.sql';
import type { Scope } from '../scope';

/**
 * Every newcomer before D, with the advertising channel of their first counted order's source: rows of `customer_id`,
 * `first_day`, `source` and `channel`. No channel: none has the source, or it is unknown.
 * @param mapping channels by source
 */
export function newcomersByChannel(
  scope: Pick<Scope, 'shop' | 'asOf'>,
  mapping: ReadonlyMap<string, string>,
): Sql {
  const pairs = [...mapping].map(([source, channel]) => ({ source, channel }));
  return sql`
    select customer_id, day as first_day, first_source as source, channel
    from (select * from ${firstPurchasesOf(scope)}) first
    left join jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as mapped (source text, channel text)
      on mapped.source = first_source`;
}
