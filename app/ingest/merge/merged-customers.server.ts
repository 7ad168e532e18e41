import { z } from 'zod';
import { raw, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { zoneOf } from '../../store/shops/shops';
import { holdSnapshots, markStale } from '../../store/work/stale-snapshots';

const pair = z.object({ gone: z.string(), kept: z.string() });

/** Every column with a customer's id but the orders', which Shopify moves itself. */
const CUSTOMER_COLUMNS: readonly [table: string, column: string][] = [
  ['survey_answers', 'customer_id'],
  ['survey_views', 'customer_id'],
  ['survey_refusals', 'customer_id'],
  ['survey_waiting', 'customer_id'],
  ['deleted_answers', 'customer_id'],
  ['referrals', 'referred_customer_id'],
  ['referrals', 'referrer_customer_id'],
  ['merged_customers', 'into_id'],
];

/**
 * Moves the survey's rows of customers to the customers that Shopify merged them into, and remembers whom. A moved answer marks
 * both customers and its day dirty.
 * @param merged selects `gone` and `kept`, ids as text, in the order of the merges
 * @returns whether an answer moved
 */
export async function moveAnswersOfMerged(tx: Tx, shop: ShopId, merged: Sql): Promise<boolean> {
  let moved = false;
  for (const one of await rows(tx, pair, merged)) {
    // the survey's functions take this lock before an answer's row
    await holdSnapshots(tx, shop);
    await dropDuplicates(tx, shop, one);
    moved = (await markDirty(tx, shop, one)) || moved;
    for (const [table, column] of CUSTOMER_COLUMNS)
      await tx.query(sql`
        update ${raw(table)} set ${raw(column)} = ${one.kept}::bigint
        where shop_id = ${shop} and ${raw(column)} = ${one.gone}::bigint`);
    await remember(tx, shop, one);
  }
  return moved;
}

type Pair = z.output<typeof pair>;

/** Where the page of the one who is gone leads. The one who stays is gone no more, if it ever was. */
async function remember(tx: Tx, shop: ShopId, { gone, kept }: Pair): Promise<void> {
  await tx.query(
    sql`delete from merged_customers where shop_id = ${shop} and customer_id = ${kept}::bigint`,
  );
  await tx.query(sql`
    insert into merged_customers (shop_id, customer_id, into_id) values (${shop}, ${gone}::bigint, ${kept}::bigint)
    on conflict (shop_id, customer_id) do update set into_id = excluded.into_id`);
}

/** Deletes duplicates: rows that both customers have and one customer has once. */
async function dropDuplicates(tx: Tx, shop: ShopId, { gone, kept }: Pair): Promise<void> {
  await tx.query(sql`
    delete from survey_refusals own using survey_refusals other
    where own.shop_id = ${shop} and own.customer_id = ${gone}::bigint and own.order_id is null
      and other.shop_id = ${shop} and other.customer_id = ${kept}::bigint and other.order_id is null
      and other.survey = own.survey and other.why = own.why`);
  // of two messages that wait for one order the later one stays, as where two proved senders are one buyer
  await tx.query(sql`
    delete from survey_waiting own using survey_waiting other
    where own.shop_id = ${shop} and other.shop_id = ${shop} and other.order_id = own.order_id
      and other.number_hash is not distinct from own.number_hash
      and (own.customer_id, other.customer_id) in ((${gone}::bigint, ${kept}::bigint), (${kept}::bigint, ${gone}::bigint))
      and (coalesce(own.changed_at, '-infinity'), own.id) < (coalesce(other.changed_at, '-infinity'), other.id)`);
  const both = sql`(${gone}::bigint, ${kept}::bigint)`;
  await tx.query(sql`
    delete from referrals own
    where own.shop_id = ${shop} and own.referred_customer_id in ${both}
      and (own.referrer_customer_id in ${both} or own.referred_customer_id = ${gone}::bigint and exists (
        select from referrals other where other.shop_id = ${shop} and other.referred_customer_id = ${kept}::bigint
          and other.referrer_customer_id not in ${both}))`);
}

/** Marks before the answers move. @returns whether there is one */
async function markDirty(tx: Tx, shop: ShopId, { gone, kept }: Pair): Promise<boolean> {
  const days = sql`
    select distinct (answered_at at time zone ${zoneOf(shop)})::date as day from survey_answers own
    where own.shop_id = ${shop} and own.customer_id = ${gone}::bigint`;
  const marked = await tx.query(
    sql`insert into dirty_days (shop_id, day) select ${shop}::int, day from (${days}) own`,
  );
  if (marked.rowCount === 0) return false;
  await tx.query(sql`
    insert into dirty_customers (shop_id, customer_id)
    select ${shop}::int, customer from unnest(array[${gone}, ${kept}]::bigint[]) customer`);
  await markStale(tx, shop, sql`not stale and as_of > (select min(day) from (${days}) own)`);
  return true;
}
