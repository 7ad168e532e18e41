import { sql, type Tx } from '../../store/db.server';
import { runSteps, type Given } from '../run-steps';
import type { Scope } from '../scope';
import { compose } from '../slices';
import { STEPS, type Snapshot } from '../snapshot';

/** Groups and sorts with a row per customer stay in memory: 400,000 rows take about 60 MB. */
export const ROOM_TO_SORT = sql`set local work_mem = '96MB'`;

/**
 * Every number as of D, read from the book. `aside` may be `tx` itself: the steps then run one by one.
 * @param given results of steps that do not run
 */
export async function measure(
  tx: Tx,
  aside: Tx,
  scope: Scope,
  windowStart: string | null,
  given?: Given,
): Promise<Snapshot> {
  for (const one of new Set([tx, aside])) await one.query(ROOM_TO_SORT);
  const results = await runSteps(
    STEPS,
    { first: tx, second: aside },
    { scope, windowStart },
    given,
  );
  const numbers = compose<unknown>(
    STEPS,
    (slice) => results.get(slice) as Record<string, unknown>,
    (part) => part,
  );
  return numbers as Snapshot;
}
