import { z } from 'zod';
import { one, sql, type ShopId, type Tx } from '../db.server';

/** Pause of a job that meets another writer of the shop's facts. */
export const MERGE_WAIT_MS = 2_000;

/**
 * The transaction writes the shop's facts alone until it ends: an import's merge, a re-read and an
 * erasure come one after the other, and each sees what the one before has written.
 */
export async function holdFacts(tx: Tx, shop: ShopId): Promise<void> {
  // an import's merge has it for minutes
  await tx.query(sql`set local lock_timeout = '20min'`);
  await tx.query(sql`select pg_advisory_xact_lock(hashtext('omega.facts'), ${shop}::int)`);
}

/** The same without waiting: false where somebody else is writing them, an import's merge for minutes. */
export async function tryHoldFacts(tx: Tx, shop: ShopId): Promise<boolean> {
  const { held } = await one(
    tx,
    z.object({ held: z.boolean() }),
    sql`select pg_try_advisory_xact_lock(hashtext('omega.facts'), ${shop}::int) as held`,
  );
  return held;
}
