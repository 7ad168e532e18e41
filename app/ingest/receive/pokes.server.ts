import { z } from 'zod';
import { now } from '../../clock.server';
import { definitionOf, type JobName } from '../../queue/catalog';
import { join, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { keepPoke, type KeptDelivery } from '../../store/work/deliveries';
import { waitForAskers } from '../../store/work/reread-lock';
import { POKE_KINDS, type PokeKind, type Subject } from './webhook-subjects';

/** Which job answers a poke. */
export const JOBS = {
  order: 'orders.reread',
  customer: 'customers.reread',
  product: 'products.reread',
  inventoryItem: 'products.reread',
} as const satisfies Record<PokeKind, JobName>;

/**
 * A poke says that something changed at Shopify, or may have. One row waits for each thing, however
 * often it is poked, and one job of the shop reads what waits.
 */
async function poke(tx: Tx, shop: ShopId, kind: PokeKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { maxAttempts } = definitionOf(JOBS[kind]);
  await tx.query(sql`
    select request_reread(${shop}::int, ${kind}, ${[...ids]}::bigint[], false, ${now()}, ${JOBS[kind]}, ${maxAttempts}::int)`);
}

/** Has orders read again from Shopify; those that it does not know any more are deleted. */
export async function pokeOrders(tx: Tx, shop: ShopId, ids: readonly string[]): Promise<void> {
  await poke(tx, shop, 'order', ids);
}

/** Has customers read again; of those that Shopify does not know any more the orders are read, too. */
export async function pokeCustomers(tx: Tx, shop: ShopId, ids: readonly string[]): Promise<void> {
  await poke(tx, shop, 'customer', ids);
}

/** A webhook that pokes: the delivery, its pokes and their job in one round trip. */
export async function receivePoke(
  domain: string,
  kept: KeptDelivery,
  { kind, ids, deleted }: Subject,
): Promise<void> {
  const job = JOBS[kind];
  const { maxAttempts } = definitionOf(job);
  await keepPoke(domain, kept, { kind, ids, deleted, job, maxAttempts });
}

const pokeSchema = z.object({
  id: z.string(),
  turn: z.number().int(),
  toldDeleted: z.boolean(),
});
/** One that a job has taken on. */
export type Poke = z.output<typeof pokeSchema>;

/** The first thing a job does that answers pokes: those of all who saw it waiting are there then. */
export async function beginReread(shop: ShopId, kind: PokeKind): Promise<void> {
  await waitForAskers(JOBS[kind], shop);
}

/** Pokes that wait, the oldest first, without some. */
export async function waitingPokes(
  tx: Tx,
  shop: ShopId,
  kind: PokeKind,
  most: number,
  without: readonly string[],
): Promise<Poke[]> {
  return await rows(
    tx,
    pokeSchema,
    sql`
    select id::text, requests as turn, reported_deleted as "toldDeleted" from reread_requests
    where shop_id = ${shop} and kind = ${kind} and read_at is null
      and id <> all(${[...without]}::bigint[])
    order by requested_at, reread_requests.id limit ${most}`,
  );
}

/**
 * `updatedAt` is whole seconds: what was read in the second of its last change may change once more and
 * show no other. Clocks may differ by two.
 */
export const UNSURE_MS = 3_000;

/** The tables whose rows say when Shopify changed them. */
const DATED: Partial<Record<PokeKind, Sql>> = { order: sql`orders`, customer: sql`customers` };

/**
 * Answers pokes, in the transaction that writes what was read. One that was poked again meanwhile
 * stays. Kept, to be read once more, are orders and customers that were read in the second of their
 * last change, and all of them while an import runs: its file may be older than what was read, and
 * without another `updatedAt` to tell (a merge of customers changes none).
 * @param askedAt when Shopify was asked
 */
export async function answerPokes(
  tx: Tx,
  shop: ShopId,
  kind: PokeKind,
  pokes: readonly Poke[],
  askedAt: Date,
): Promise<void> {
  if (pokes.length === 0) return;
  const pairs = join(pokes.map(({ id, turn }) => sql`(${id}::bigint, ${turn}::int)`));
  const dated = DATED[kind];
  const isKept =
    dated === undefined
      ? sql`false`
      : sql`
        exists (select from imports where shop_id = ${shop} and state = 'running')
        or id in (select id from ${dated} where shop_id = ${shop}
          and updated_at > ${new Date(askedAt.getTime() - UNSURE_MS)} and id in (select id from these))`;
  // in the order in which those who poke take their rows: nobody waits for somebody who waits for him
  await tx.query(sql`
    with these as materialized (
      select id from reread_requests where shop_id = ${shop} and kind = ${kind} and (id, requests) in (${pairs})
      order by id for update),
    kept as (
      update reread_requests set read_at = ${now()}
      where shop_id = ${shop} and kind = ${kind} and id in (select id from these) and (${isKept})
      returning id)
    delete from reread_requests
    where shop_id = ${shop} and kind = ${kind}
      and id in (select id from these) and id not in (select id from kept)`);
}

/**
 * Has kept pokes read once more (hourly), and asks for the jobs of those that wait: one that was given
 * up by the queue is not coming.
 */
export async function readOnceMore(tx: Tx, shop: ShopId): Promise<void> {
  const all = await holdPokes(tx, shop);
  for (const kind of POKE_KINDS) {
    const found = all.filter((one) => one.kind === kind);
    const kept = found.filter((one) => one.kept);
    const { maxAttempts } = definitionOf(JOBS[kind]);
    if (kept.length > 0)
      await poke(
        tx,
        shop,
        kind,
        kept.map(({ id }) => id),
      );
    else if (found.length > 0)
      await tx.query(sql`select enqueue_reread(${shop}::int, ${JOBS[kind]}, ${maxAttempts}::int)`);
  }
}

/**
 * What was read while an import ran is read once more after it, and what had to wait for it now; in
 * the transaction that ends the import, however it ended.
 */
export async function pokeAgain(tx: Tx, shop: ShopId): Promise<void> {
  const all = await holdPokes(tx, shop);
  for (const kind of POKE_KINDS) {
    const read = all.filter((one) => one.kind === kind);
    await poke(
      tx,
      shop,
      kind,
      read.map(({ id }) => id),
    );
  }
}

const heldSchema = z.object({ kind: z.string(), id: z.string(), kept: z.boolean() });

/**
 * All pokes of a shop, held before any of their jobs is asked for. Two kinds share a job: whoever asked for it
 * with the one and took the pokes of the other afterwards would wait for a webhook that has taken its poke and
 * waits for the job.
 */
async function holdPokes(tx: Tx, shop: ShopId): Promise<z.output<typeof heldSchema>[]> {
  return await rows(
    tx,
    heldSchema,
    sql`
    select kind, id::text, read_at is not null as kept from reread_requests where shop_id = ${shop}
    order by kind, reread_requests.id for update`,
  );
}
