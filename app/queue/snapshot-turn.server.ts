import { z } from 'zod';
import { now } from '../clock.server';
import { rows, sql, type ShopId, type Tx } from '../store/db.server';
import { holdSnapshots } from '../store/work/stale-snapshots';
import { enqueue } from './enqueue.server';
import { PRIORITY } from './urgency';

/**
 * Whose turn it is: the first change of a shop is counted at once; after a snapshot the next one
 * waits, so that counting never takes more than a sixth of a shop's time, and everything that changes
 * meanwhile is counted together. The queue's own clock, the database's, decides over all processes.
 */
const LEAST_PAUSE_SECONDS = 2;
const PAUSE_PER_SECOND = 5;
/** No pause is longer. One that seems to be was written by a clock that has stepped back since: it is over. */
const MOST_PAUSE_SECONDS = 600;

/**
 * Something changed that the numbers do not know yet: asks for the shop's next snapshot. The current one
 * is stale until then, so that it is not kept for a day that ends meanwhile. The caller has written what it
 * has to: from here to its commit it holds the shop's snapshots alone.
 */
export async function askForSnapshot(tx: Tx, shop: ShopId): Promise<void> {
  // an answer to the survey shares this lock, marks snapshots and then asks for the turn: one that came between
  // the turn and the mark would wait for this transaction, and this one for it
  await holdSnapshots(tx, shop);
  const [turn] = await rows(
    tx,
    turnSchema,
    sql`
    insert into snapshot_refreshes as turn (shop_id, requested_at) values (${shop}, ${now()})
    on conflict (shop_id) do update set requested_at = coalesce(turn.requested_at, excluded.requested_at)
    returning ${WAIT}`,
  );
  await tx.query(sql`
    update snapshots set stale = true
    where shop_id = ${shop} and not stale
      and as_of > (select (${now()}::timestamptz at time zone timezone)::date from shops where id = ${shop})`);
  await enqueueTurn(tx, shop, turn?.waitMs ?? 0);
}

/** A page of the shop is open: a snapshot that waits for its time at night comes now. */
export async function hurrySnapshot(tx: Tx, shop: ShopId): Promise<void> {
  const [turn] = await rows(
    tx,
    turnSchema,
    sql`
    select ${WAIT} from graphile_worker._private_jobs job left join snapshot_refreshes turn on turn.shop_id = ${shop}
    where job.key = ${`snapshot.refresh:${shop}`} and job.locked_at is null and job.attempts = 0
      and job.priority > ${PRIORITY.merchant}`,
  );
  if (turn !== undefined) await enqueueTurn(tx, shop, turn.waitMs);
}

/**
 * Begins a turn. One that is not due yet is asked for again at its time.
 * @returns whether it is due
 */
export async function beginTurn(tx: Tx, shop: ShopId): Promise<boolean> {
  // an answer to the survey that has seen a turn waiting is on disk before that turn begins
  await holdSnapshots(tx, shop);
  const [turn] = await rows(
    tx,
    turnSchema,
    sql`select ${WAIT} from snapshot_refreshes turn where shop_id = ${shop} for update`,
  );
  if (turn !== undefined && turn.waitMs > 0) {
    await enqueueTurn(tx, shop, turn.waitMs);
    return false;
  }
  // one that was cut off leaves what it counted: it is counted now
  await tx.query(sql`
    update snapshot_refreshes set counting_since = least(counting_since, requested_at), requested_at = null
    where shop_id = ${shop}`);
  return true;
}

/** Ends a turn that took so long; from here the pause is measured. One that failed has counted nothing. */
export async function endTurn(
  tx: Tx,
  shop: ShopId,
  { tookMs, counted }: { tookMs: number; counted: boolean },
): Promise<void> {
  const earned = Math.max(LEAST_PAUSE_SECONDS, (PAUSE_PER_SECOND * tookMs) / 1_000);
  const pause = Math.min(MOST_PAUSE_SECONDS, earned);
  await tx.query(sql`
    insert into snapshot_refreshes as turn (shop_id, next_at)
    values (${shop}, clock_timestamp() + make_interval(secs => ${pause}::float8))
    on conflict (shop_id) do update set next_at = excluded.next_at,
      counting_since = case when ${counted} then null else turn.counting_since end`);
}

const turnSchema = z.object({ waitMs: z.number() });
/** -infinity, a shop's first turn, is no number of milliseconds */
const WAIT = sql`case
  when turn.next_at > clock_timestamp() and turn.next_at <= clock_timestamp() + make_interval(secs => ${MOST_PAUSE_SECONDS}::float8)
  then ceil(extract(epoch from turn.next_at - clock_timestamp()) * 1000)::float8 else 0 end as "waitMs"`;

async function enqueueTurn(tx: Tx, shop: ShopId, waitMs: number): Promise<void> {
  const runAt = waitMs > 0 ? { runAt: new Date(Date.now() + waitMs) } : {};
  await enqueue(tx, 'snapshot.refresh', { shopId: shop }, runAt);
}
