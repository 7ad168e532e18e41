import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { addDays, dayIn } from '../../../../app/metrics/calendar';
import { snapshotSchema, type Snapshot } from '../../../../app/metrics/snapshot';
import { CommandTrouble } from '../trouble';

const POLL_MS = 50;
/** A job is tried again and again; a person at a terminal is told after this many tries. */
const TRIES = 4;

const importRow = z.object({
  shop_id: z.number(),
  state: z.string(),
  failure: z.string().nullable(),
  failure_detail: z.string().nullable(),
  orders_read: z.coerce.number(),
});
const numbersRow = z.object({ numbers: snapshotSchema });
const errorRow = z.object({ task_identifier: z.string(), last_error: z.string() });

/**
 * Waits for the worker: for the import to be done, then for the snapshot of the day.
 * @param asOf null: tomorrow, which follows every import; another day is asked for
 * @param askFor asks the worker for a day
 * @param say told how many orders have been read
 * @throws CommandTrouble when the import fails or a job fails again and again
 */
export async function awaitNumbers(
  databaseUrl: string,
  timezone: string,
  asOf: string | null,
  askFor: (shopId: number, asOf: string) => Promise<void>,
  say: (ordersRead: number) => void,
): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const shopId = await imported(client, say);
    const tomorrow = addDays(dayIn(timezone, new Date()), 1);
    if (asOf !== null && asOf !== tomorrow) await askFor(shopId, asOf);
    for (;;) {
      const { rows } = await client.query(
        asOf === null
          ? `select numbers from snapshots where shop_id = $1 and as_of >= $2::date
             order by as_of desc limit 1`
          : 'select numbers from snapshots where shop_id = $1 and as_of = $2::date',
        [shopId, asOf ?? tomorrow],
      );
      const found = z.array(numbersRow).parse(rows)[0];
      if (found) return found.numbers;
      await refuseHopeless(client);
      await wait(POLL_MS);
    }
  } finally {
    await client.end();
  }
}

async function imported(client: pg.Client, say: (ordersRead: number) => void): Promise<number> {
  for (;;) {
    const { rows } = await client.query(
      `select shop_id, state, failure, failure_detail,
         coalesce((select sum(rows_read) from import_parts part
                   where part.shop_id = imports.shop_id and part.import_id = imports.id
                     and part.part = 'orders'), 0) as orders_read
       from imports order by id desc limit 1`,
    );
    const found = z.array(importRow).parse(rows)[0];
    if (found) {
      say(found.orders_read);
      if (found.state === 'done') return found.shop_id;
      if (found.state === 'failed')
        throw new CommandTrouble(
          `The import failed: ${found.failure ?? ''} ${found.failure_detail ?? ''}`.trimEnd() + '.',
        );
    }
    await refuseHopeless(client);
    await wait(POLL_MS);
  }
}

async function refuseHopeless(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `select task_identifier, last_error from graphile_worker.jobs
     where attempts >= $1 and last_error is not null limit 1`,
    [TRIES],
  );
  const failed = z.array(errorRow).parse(rows)[0];
  if (failed)
    throw new CommandTrouble(
      `The job ${failed.task_identifier} failed ${TRIES} times: ${failed.last_error.split('\n')[0] ?? ''}`,
    );
}
