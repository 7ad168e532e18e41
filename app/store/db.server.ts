import { PrismaPg } from '@prisma/adapter-pg';
import { Prisma, PrismaClient } from '@prisma/client';
import pg from 'pg';
import { z } from 'zod';
import { currentPool, hasSpareConnection, pools, withinShare } from './database/pools.server';

export const { sql, join, raw, empty } = Prisma;
export type Sql = Prisma.Sql;

/** A shop's id in the registry: the first column of every key. */
export type ShopId = number & { readonly brand: unique symbol };
export const shopIdSchema = z
  .number()
  .int()
  .positive()
  .transform((id) => id as ShopId);

/** A connection inside a transaction that is set to one shop. */
export interface Tx {
  /** @param name prepares the statement once for each connection, which then reuses its plan; its text never changes */
  query(statement: Sql, name?: string): Promise<{ rows: unknown[]; rowCount: number | null }>;
  /** the driver's own connection, for COPY */
  readonly connection: pg.PoolClient;
}

export { askDatabase, atDoor, connectionsOf, currentPool, endPools } from './database/pools.server';
export { usuallyWorkingAs, workingAs } from './database/work';

/** Runs statements: those of one transaction, or each by itself. */
type Queries = Pick<Tx, 'query'>;

/** Runs each statement by itself, over tables that belong to no shop: one round trip instead of a transaction's three. */
export const alone: Queries = {
  query: async ({ text, values }) => await currentPool().query(text, values),
};

/** Connections of jobs, which the queue uses as well. */
export const pool = pools.job;

/** Prisma writes sessions, as their library requires, and reads those that SQL does not find; everything else is SQL. */
export const prisma = new PrismaClient({ adapter: new PrismaPg(pools.page) });

/**
 * Sets a transaction to a shop: until it ends, row level security lets it read and write that shop's
 * rows alone.
 */
const setTo = (shop: ShopId): Sql => sql`select set_config('app.shop_id', ${String(shop)}, true)`;

/** How a transaction begins. */
type Begin = 'begin' | typeof REPEATABLE | `${'begin' | typeof REPEATABLE}; select ${string}`;
/** Every statement sees the same moment. */
const REPEATABLE = 'begin isolation level repeatable read';

/** Begins a transaction that is set to a shop, in one round trip. */
const beginFor = (shop: ShopId, begin: 'begin' | typeof REPEATABLE = 'begin'): Begin =>
  `${begin}; select set_config('app.shop_id', ${pg.escapeLiteral(String(shop))}, true)`;

/**
 * Runs `work` in one transaction that is set to the shop. Every access to a shop's tables goes
 * through here; without a shop they look empty and take no row.
 * @throws Busy where the shop's share of connections is in use; what `work` throws, after the rollback
 */
export async function withShop<T>(shop: ShopId, work: (tx: Tx) => Promise<T>): Promise<T> {
  return await withinShare(shop, () => transaction(work, beginFor(shop)));
}

/**
 * Like `withShop`, to read: every statement sees the same moment, on two connections where the process has one to spare.
 * @param work `aside` is `tx` itself where it has none: statements then run one by one
 */
export async function withShopAtOneMoment<T>(
  shop: ShopId,
  work: (tx: Tx, aside: Tx) => Promise<T>,
): Promise<T> {
  return await withinShare(shop, () =>
    // the first one is not taken yet
    hasSpareConnection()
      ? withShopTwice(shop, work)
      : transaction((tx) => work(tx, tx), beginFor(shop, REPEATABLE)),
  );
}

/**
 * Like `withShop`, for a shop that the transaction itself finds or registers in the registry of shops.
 * @param find the first statements, before a shop is set; null: no such shop, and `work` does not run
 */
export async function withShopFound<Found extends { id: ShopId }, T>(
  find: (tx: Tx) => Promise<Found | null>,
  work: (tx: Tx, found: Found) => Promise<T>,
): Promise<T | null> {
  return await transaction(async (tx) => {
    const found = await find(tx);
    if (found === null) return null;
    await tx.query(setTo(found.id));
    return await work(tx, found);
  });
}

/** Two transactions are parallel already: helpers of each would only take the other's core. */
const ALONE_ON_ITS_CORE = sql`set local max_parallel_workers_per_gather = 0`;

/**
 * Runs two transactions of a shop that see the same moment, to read on two connections at once.
 */
export async function withShopTwice<T>(
  shop: ShopId,
  work: (one: Tx, other: Tx) => Promise<T>,
): Promise<T> {
  return await transaction(async (first) => {
    const exported = await first.query(sql`select pg_export_snapshot() as moment`);
    const [row] = z.array(z.object({ moment: z.string().regex(/^[\w-]+$/) })).parse(exported.rows);
    await first.query(setTo(shop));
    await first.query(ALONE_ON_ITS_CORE);
    return await transaction(async (other) => {
      await other.query(raw(`set transaction snapshot '${row?.moment ?? ''}'`));
      await other.query(setTo(shop));
      await other.query(ALONE_ON_ITS_CORE);
      return await work(first, other);
    }, REPEATABLE);
  }, REPEATABLE);
}

/** A transaction over the registry of shops, sessions, staging and the queue, which belong to no shop. */
export async function transaction<T>(
  work: (tx: Tx) => Promise<T>,
  begin: Begin = 'begin',
): Promise<T> {
  const connection = await currentPool().connect();
  let broken: Error | undefined;
  try {
    return await transactionOn(connection, work, begin, (failure) => (broken = failure));
  } finally {
    connection.release(broken);
  }
}

/** @param onBroken called when a rollback fails: the connection is unusable then */
async function transactionOn<T>(
  connection: pg.PoolClient,
  work: (tx: Tx) => Promise<T>,
  begin: Begin,
  onBroken: (failure: Error) => void,
): Promise<T> {
  let ended = false;
  try {
    await connection.query(begin);
    const result = await work({
      connection,
      query: async ({ text, values }, name) => {
        // another transaction may have the connection by now: a late statement must not run
        if (ended) throw new Error('a statement came after its transaction had ended');
        if (name !== undefined) return await connection.query({ name, text, values });
        return await connection.query(text, values);
      },
    });
    ended = true;
    await connection.query('commit');
    return result;
  } catch (error) {
    ended = true;
    await connection.query('rollback').catch((failure: unknown) => {
      onBroken(failure instanceof Error ? failure : new Error('rollback failed'));
    });
    throw error;
  }
}

/** Runs one of the transactions of a shop that share a connection one after the other. */
export type InTurn = <R>(work: (tx: Tx) => Promise<R>) => Promise<R>;

/**
 * Runs `work` with one connection for its transactions of a shop, which run one after the other. Temporary tables
 * last from one to the next; between them no transaction is open. The connection closes at the end, which drops
 * its temporary tables. After a crash of PostgreSQL the next transaction throws.
 */
export async function withShopInTurn<T>(
  shop: ShopId,
  work: (inTurn: InTurn) => Promise<T>,
): Promise<T> {
  return await withinShare(shop, async () => {
    const connection = await currentPool().connect();
    try {
      // the connection closes at the end, broken or not
      return await work((one) => transactionOn(connection, one, beginFor(shop), () => undefined));
    } finally {
      connection.release(true);
    }
  });
}

/**
 * Runs `work` beside a connection that stays open without a transaction. When PostgreSQL crashes, it empties
 * unlogged tables and ends every connection. `stillUp` throws then, so that what `work` wrote into such
 * tables in its own transactions does not count as complete.
 */
export async function untilCrash<T>(
  work: (stillUp: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const connection = await currentPool().connect();
  let up = false;
  try {
    return await work(async () => {
      up = false;
      await connection.query('select 1');
      up = true;
    });
  } finally {
    // a connection that was not checked, or did not respond, may be broken
    connection.release(!up);
  }
}

/** The rows of a query, checked against `row`: the one way from SQL to types. */
export async function rows<T extends z.ZodType>(
  tx: Queries,
  row: T,
  statement: Sql,
  name?: string,
): Promise<z.output<T>[]> {
  const result = await tx.query(statement, name);
  return z.array(row).parse(result.rows);
}

/**
 * The one row of a query that always has one.
 * @param name of a prepared statement (`Tx.query`), where planning takes longer than the query
 */
export async function one<T extends z.ZodType>(
  tx: Queries,
  row: T,
  statement: Sql,
  name?: string,
): Promise<z.output<T>> {
  const [first] = await rows(tx, row, statement, name);
  if (first === undefined) throw new Error('the query returned no row');
  return first;
}
