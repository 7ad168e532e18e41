import { z } from 'zod';
import { rows, sql, type ShopId, type Tx } from '../store/db.server';
import type { RuleMark } from '../metrics/settings';
import { isSame } from './change.server';

/** Settings whose change moves customers between stages, by part. */
const OF_STAGES = [
  'metrics.loyalPurchases',
  'metrics.minimumContractOrders',
  'metrics.evangelistReferrals',
  'metrics.evangelistProducts',
  'metrics.followerTags',
  'metrics.eventTags',
  'metrics.counting',
  'roles.products',
];
/** The latest days with a change: a chart of three years has room for no more. */
const MOST_MARKS = 12;

const markValue = z.union([z.number(), z.string(), z.array(z.string())]).nullable();

const markSchema = z.object({
  day: z.string(),
  name: z.string(),
  before: markValue,
  after: markValue,
  products: z.number(),
});

/**
 * The changes of rules that moved customers between stages, by the shop's day, oldest first. Several changes of a setting on one
 * day are one; what was undone the same day is none.
 */
export async function readStageMarks(tx: Tx, shop: ShopId, timezone: string): Promise<RuleMark[]> {
  const found = await rows(
    tx,
    markSchema,
    sql`
      select (changed_at at time zone ${timezone})::date::text as day, name,
        case when part <> 'roles' then (array_agg(value_before order by version))[1] end as before,
        case when part <> 'roles' then (array_agg(value_after order by version desc))[1] end as after,
        case when part = 'roles'
          then (select count(*) from (
            select (array_agg(own.value_before -> product order by own.version))[1] as was,
              (array_agg(own.value_after -> product order by own.version desc))[1] as became
            from settings_changes own, jsonb_object_keys(own.value_after) product
            where own.shop_id = ${shop} and own.part = 'roles' and own.version = any(array_agg(change.version))
            group by product) role where was is distinct from became)::int
          else 0 end as products
      from settings_changes change
      where shop_id = ${shop} and part || '.' || name = any(${OF_STAGES}::text[])
      group by 1, part, name order by 1 desc, part desc, name desc limit ${MOST_MARKS}`,
  );
  return found
    .filter(({ before, after, products }) => products > 0 || !isSame(before, after))
    .reverse();
}
