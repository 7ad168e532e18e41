import { raw, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { Busy, isBusy } from '../../store/database/busy';
import { ShopShares } from '../../store/database/shop-share';
import { kindOfWork, PATIENCE } from '../../store/database/work';

/** Whether the preview is still asked for: a page may have gone on, and a request may be replaced. */
export type IsWanted = () => boolean | Promise<boolean>;

/** Makes a preview's connections keep its limit. */
export type Limited = (connections: readonly Tx[]) => Tx[];

/** All statements of a preview together, for a page: then it is counted in the background (decision 125). */
const PAGE_MS = 8_000;

/** Each pause in typing asks for another preview: of a shop a process's pages count one at a time. Jobs have their lane. */
const turns = new ShopShares('page', 1);

/**
 * Counts a preview: a page within the shop's share of connections and a time limit (decision 118), a job within that of jobs.
 * @param isWanted asked before each statement: once it says no, the preview ends
 * @returns `slow` where it did not end in time, or is not asked for any more
 */
export async function withinLimit<T>(
  shop: ShopId,
  isWanted: IsWanted,
  count: (limited: Limited) => Promise<T>,
): Promise<T | 'slow'> {
  const isPage = kindOfWork() === 'page';
  const { statementMs } = PATIENCE[kindOfWork()];
  const counting = async () => {
    const until = performance.now() + (isPage ? Math.min(PAGE_MS, statementMs) : statementMs);
    if (!(await isWanted())) return 'slow';
    return await count((connections) => whileWanted(connections, until, isWanted));
  };
  try {
    return await (isPage ? turns.take(String(shop), counting) : counting());
  } catch (error) {
    if (isBusy(error)) return 'slow';
    throw error;
  }
}

/**
 * The same connections, each for one statement after the other. Statements end once the time is up, and begin while the
 * preview is asked for. Once one has failed, none begins on either, and each says why the first one failed.
 */
function whileWanted(connections: readonly Tx[], until: number, isWanted: IsWanted): Tx[] {
  let failure: Error | null = null;
  const run = async (tx: Tx, statement: Sql) => {
    if (failure !== null) throw failure;
    const leftMs = Math.ceil(until - performance.now());
    if (leftMs <= 0) throw new Busy('the preview takes too long');
    if (!(await isWanted())) throw new Busy('the preview is not asked for any more');
    await tx.query(raw(`set local statement_timeout = ${String(leftMs)}`));
    return await tx.query(statement);
  };
  return connections.map((tx) => {
    let last: Promise<unknown> = Promise.resolve();
    return {
      connection: tx.connection,
      query: async (statement) => {
        const result = last.then(() => run(tx, statement));
        last = result.catch((error: unknown) => {
          failure ??= error instanceof Error ? error : new Error(String(error));
        });
        return await result;
      },
    };
  });
}
