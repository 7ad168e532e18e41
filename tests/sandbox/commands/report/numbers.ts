import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { addDays, dayIn } from '../../../../app/metrics/calendar';
import { snapshotSchema, type Snapshot } from '../../../../app/metrics/snapshot';
import { storedSchema, unpacked } from '../../../../app/metrics/stored-numbers';
import { CommandTrouble } from '../trouble';

const POLL_MS = 100;
/** A job is tried again and again; a person at a terminal is told after this many tries. */
const TRIES = 4;
/** Nothing is left to be done for this long, and the numbers are not there: they will not come. */
const STALLED_MS = 30_000;

const shopRow = z.object({ id: z.number() });
const importRow = z.object({
  state: z.string(),
  failure: z.string().nullable(),
  failure_detail: z.string().nullable(),
  prepared: z.coerce.number(),
  read: z.coerce.number(),
});
/** How many orders Shopify has prepared, and the app has read. */
interface OrdersDone {
  prepared: number;
  read: number;
}

const jobRow = z.object({
  task_identifier: z.string(),
  attempts: z.number(),
  last_error: z.string().nullable(),
});

/**
 * Waits for the worker: for the import to be done, then for the snapshot of the day.
 * @param asOf null: tomorrow, which follows every import; another day is asked for
 * @param askFor asks the worker for a day
 * @param say told how many orders Shopify has prepared and the app has read
 * @throws CommandTrouble when the import fails or a job fails again and again
 */
export async function awaitNumbers(
  databaseUrl: string,
  timezone: string,
  asOf: string | null,
  askFor: (shopId: number, asOf: string) => Promise<void>,
  say: (orders: OrdersDone) => void,
): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const watch = queueWatch(client);
    const shopId = await registered(client, watch);
    await client.query(`select set_config('app.shop_id', $1, false)`, [String(shopId)]);
    await imported(client, watch, say);
    const tomorrow = addDays(dayIn(timezone, new Date()), 1);
    if (asOf !== null && asOf !== tomorrow) await askFor(shopId, asOf);
    for (;;) {
      const { rows } = await client.query(
        asOf === null
          ? `select numbers, series from snapshots where shop_id = $1 and as_of >= $2::date
             order by as_of desc limit 1`
          : 'select numbers, series from snapshots where shop_id = $1 and as_of = $2::date',
        [shopId, asOf ?? tomorrow],
      );
      const [found] = z.array(storedSchema).parse(rows);
      if (found) return snapshotSchema.parse(unpacked(found));
      await watch();
      await wait(POLL_MS);
    }
  } finally {
    await client.end();
  }
}

/** The report's one shop, as soon as the app has registered it: its rows are shown to nobody else. */
async function registered(client: pg.Client, watch: () => Promise<void>): Promise<number> {
  for (;;) {
    const { rows } = await client.query('select id from shops');
    const found = z.array(shopRow).parse(rows)[0];
    if (found) return found.id;
    await watch();
    await wait(POLL_MS);
  }
}

async function imported(
  client: pg.Client,
  watch: () => Promise<void>,
  say: (orders: OrdersDone) => void,
): Promise<void> {
  for (;;) {
    const { rows } = await client.query(
      `select imports.state, failure, failure_detail,
         coalesce(prepared, 0) as prepared, coalesce(rows_read, 0) as read
       from imports left join import_parts orders using (shop_id)
       where orders.part is null or orders.part = 'orders' and orders.import_id = imports.id
       order by id desc limit 1`,
    );
    const found = z.array(importRow).parse(rows)[0];
    if (found) {
      say(found);
      if (found.state === 'done') return;
      if (found.state === 'failed')
        throw new CommandTrouble(
          `The import failed: ${found.failure ?? ''} ${found.failure_detail ?? ''}`.trimEnd() + '.',
        );
    }
    await watch();
    await wait(POLL_MS);
  }
}

/** Looks at the queue: a job that fails again and again, or no job at all, ends the waiting. */
function queueWatch(client: pg.Client): () => Promise<void> {
  let busy = Date.now();
  return async () => {
    const { rows } = await client.query(
      `select task_identifier, attempts, last_error from graphile_worker.jobs
       order by last_error is null, attempts desc limit 1`,
    );
    const job = z.array(jobRow).parse(rows)[0];
    if (job) busy = Date.now();
    if (job && job.last_error !== null && job.attempts >= TRIES)
      throw new CommandTrouble(
        `The job ${job.task_identifier} failed ${TRIES} times: ${job.last_error.split('\n')[0] ?? ''}`,
      );
    if (Date.now() - busy > STALLED_MS)
      throw new CommandTrouble(
        'The worker has nothing left to do, and the numbers are not there. Run the report again.',
      );
  };
}
