import { z } from 'zod';
import { one, sql, type ShopId, type Tx } from '../db.server';

/** Pause of a job that meets another writer of the shop's facts. */
export const MERGE_WAIT_MS = 2_000;

/**
 * Locks the shop's facts until the transaction ends: an import's merge, a re-read and an erasure run
 * one after the other, and each sees the rows of the one before.
 */
export async function holdFacts(tx: Tx, shop: ShopId): Promise<void> {
  // an import's merge holds it for minutes
  await tx.query(sql`set local lock_timeout = '20min'`);
  await tx.query(sql`select pg_advisory_xact_lock(hashtext('omega.facts'), ${shop}::int)`);
}

/** Like `holdFacts` without a wait: false while another transaction has the lock, a merge for minutes. */
export async function tryHoldFacts(tx: Tx, shop: ShopId): Promise<boolean> {
  const { held } = await one(
    tx,
    z.object({ held: z.boolean() }),
    sql`select pg_try_advisory_xact_lock(hashtext('omega.facts'), ${shop}::int) as held`,
  );
  return held;
}
