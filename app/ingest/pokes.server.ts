import { z } from 'zod';
import { now } from '../clock.server';
import { definitionOf, type JobName } from '../queue/catalog';
import { join, one, rows, sql, transaction, type ShopId, type Tx } from '../store/db.server';
import { keepPoke, type KeptDelivery } from '../store/deliveries';
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
    select poke(${shop}::int, ${kind}, ${[...ids]}::bigint[], false, ${now()}, ${JOBS[kind]}, ${maxAttempts}::int)`);
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

/**
 * Waits for whoever has seen this job waiting and has not committed yet: his pokes are there then.
 * The first thing a job does that answers pokes.
 */
export async function beginReread(shop: ShopId, kind: PokeKind): Promise<void> {
  await transaction((tx) =>
    tx.query(sql`select pg_advisory_xact_lock(hashtext(${JOBS[kind]}), ${shop}::int)`),
  );
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
    select id::text, turn, told_deleted as "toldDeleted" from pokes
    where shop_id = ${shop} and kind = ${kind} and read_at is null
      and id <> all(${[...without]}::bigint[])
    order by poked_at, pokes.id limit ${most}`,
  );
}

/**
 * Answers pokes, in the transaction that writes what was read. One that was poked again meanwhile
 * stays. While an import runs those of orders and customers are kept: its file may be older than what
 * was read, and without another `updatedAt` to tell (a merge of customers changes none).
 */
export async function answerPokes(
  tx: Tx,
  shop: ShopId,
  kind: PokeKind,
  pokes: readonly Poke[],
): Promise<void> {
  if (pokes.length === 0) return;
  const pairs = join(pokes.map(({ id, turn }) => sql`(${id}::bigint, ${turn}::int)`));
  const { importing } = await one(
    tx,
    z.object({ importing: z.boolean() }),
    sql`select exists (select from imports where shop_id = ${shop} and state = 'running') as importing`,
  );
  const isKept = importing && (kind === 'order' || kind === 'customer');
  // in the order in which those who poke take their rows: nobody waits for somebody who waits for him
  await tx.query(sql`
    with these as materialized (
      select id from pokes where shop_id = ${shop} and kind = ${kind} and (id, turn) in (${pairs})
      order by id for update)
    ${isKept ? sql`update pokes set read_at = ${now()}` : sql`delete from pokes`}
    where shop_id = ${shop} and kind = ${kind} and id in (select id from these)`);
}

/**
 * What was read while an import ran is read once more after it, and what had to wait for it now; in
 * the transaction that ends the import, however it ended.
 */
export async function pokeAgain(tx: Tx, shop: ShopId): Promise<void> {
  for (const kind of POKE_KINDS) {
    const read = await rows(
      tx,
      z.object({ id: z.string() }),
      sql`
      select id::text from pokes where shop_id = ${shop} and kind = ${kind}`,
    );
    await poke(
      tx,
      shop,
      kind,
      read.map(({ id }) => id),
    );
  }
}
