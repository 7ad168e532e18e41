import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';

/** How a change of the schema waits for tables that are in use. */
export interface Patience {
  /** milliseconds that one try waits for a table; later statements on that table wait behind it */
  lockMs: number;
  /** between two tries, for the statements that waited behind */
  pauseMs: number;
  /** until it gives up */
  forMs: number;
  /** called for each blocked try, with what was tried */
  heldUp: (what: string) => void;
}

/**
 * An import's merge locks its tables for minutes, and Shopify waits five seconds for a webhook's reply.
 */
const PATIENCE: Patience = {
  lockMs: 2_000,
  pauseMs: 3_000,
  forMs: 30 * 60_000,
  heldUp: () => undefined,
};

/** A migration was given up, and has changed nothing. */
export class HeldUp extends Error {
  override name = 'HeldUp';
  constructor(what: string) {
    super(
      `Migration ${what} was held up: a table that it changes was in use all the time. ` +
        'Nothing of it was done. When that work has ended: npm run migrate',
    );
  }
}

/**
 * Retries until no table in use blocks the attempt.
 * @param attempt one try, which changes nothing if it fails; its lock_timeout must be `lockMs`
 * @throws HeldUp after `forMs`; any other error of a try, at once
 */
export async function untilFree<T>(
  what: string,
  wanted: Partial<Patience>,
  attempt: (lockMs: number) => Promise<T>,
): Promise<T> {
  const { lockMs, pauseMs, forMs, heldUp } = { ...PATIENCE, ...wanted };
  const end = performance.now() + forMs;
  for (;;) {
    try {
      return await attempt(lockMs);
    } catch (error) {
      if (!isHeldUp(error)) throw error;
      if (performance.now() > end) throw new HeldUp(what);
      heldUp(what);
      await wait(pauseMs);
    }
  }
}

/**
 * Whether PostgreSQL reported a table in use: lock_not_available (lock_timeout) or
 * deadlock_detected (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
export const isHeldUp = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && (error.code === '55P03' || error.code === '40P01');
