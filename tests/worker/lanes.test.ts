import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Logger, runTaskListOnce } from 'graphile-worker';
import pg from 'pg';
import { enqueue } from '../../app/queue/enqueue.server';
import { catalog, type JobName } from '../../app/queue/catalog';
import { takeSnapshot } from '../../app/metrics/rollup/snapshot.server';
import { openHeldLocks } from '../../app/worker/slots/held-locks.server';
import { runWorker, type RunningWorker } from '../../app/worker/run.server';
import { AWAITED_BY_NAME } from '../support/awaited';
import { database, type TestDatabase } from '../support/database';
import { addShop } from '../support/shops/shop';
import { eventually } from '../support/eventually';

let db: TestDatabase;
/** Three shops without an import: a re-read has nothing to do in them. */
let one: number;
let two: number;
/** longer than any test: no job runs because of the poll */
const NEVER_MS = 600_000;

beforeAll(async () => {
  db = await database();
  one = await addShop(db, 'one.myshopify.com');
  two = await addShop(db, 'two.myshopify.com');
  await db.query(`create table done (place serial, key text)`);
  await db.query(`grant all on done, done_place_seq to public`);
  await db.query(`
    create function note_done() returns trigger language plpgsql as $$
    begin insert into done (key) values (old.key); return old; end $$`);
  await db.query(`
    create trigger note_done after delete on graphile_worker._private_jobs
    for each row when (old.key is not null) execute function note_done()`);
});

const workers: RunningWorker[] = [];
const held = new Set<() => Promise<void>>();
async function work(concurrency: number, pollMs = 20): Promise<RunningWorker> {
  const worker = await runWorker({ concurrency, pollMs, scheduled: false });
  workers.push(worker);
  return worker;
}
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query('truncate done');
});
afterEach(async () => {
  for (const release of held) await release();
  for (const worker of workers.splice(0)) {
    await worker.stop();
    await worker.ended;
  }
});

const ask = (name: 'orders.reread' | 'customers.reread' | 'products.reread', shopId: number) =>
  enqueue(null, name, { shopId });
const done = async () =>
  (await db.query('select key from done order by place')).map(({ key }) => key);
const row = async (key: string) =>
  (
    await db.query(
      `select attempts, locked_by is not null as locked, run_at, flags, priority
       from graphile_worker._private_jobs where key = $1`,
      [key],
    )
  )[0];
const untilDone = (...keys: string[]) =>
  eventually(async () => expect(await done()).toEqual(expect.arrayContaining(keys)));

/** Blocks a shop's re-read of orders. @returns a function that releases it */
async function holdOrders(shop: number): Promise<() => Promise<void>> {
  const client = await db.pool.connect();
  await client.query('begin');
  await client.query(`select pg_advisory_xact_lock(hashtext('orders.reread'), $1)`, [shop]);
  const release = async () => {
    if (held.delete(release)) await client.query('rollback').finally(() => client.release());
  };
  held.add(release);
  return release;
}
/** A worker runs a shop's re-read of orders, and is blocked. */
async function untilBusy(shop: number): Promise<() => Promise<void>> {
  const release = await holdOrders(shop);
  await ask('orders.reread', shop);
  await eventually(async () => expect(await db.query(AWAITED_BY_NAME)).not.toEqual([]));
  return release;
}

describe('a job of a shop', () => {
  it('waits while another one of its lane runs, takes no slot, and delays no other shop', async () => {
    await work(2);
    const release = await untilBusy(one);
    await ask('customers.reread', one);
    await ask('products.reread', one);
    await ask('products.reread', two);
    await untilDone(`products.reread:${two}`);
    expect(await done()).toEqual([`products.reread:${two}`]);
    expect(await row(`customers.reread:${one}`)).toMatchObject({ attempts: 0, locked: false });
    await release();
    await untilDone(`orders.reread:${one}`, `customers.reread:${one}`, `products.reread:${one}`);
  });

  it('waits for one that another process runs, and keeps its place and its attempts', async () => {
    await work(1);
    const release = await untilBusy(one);
    await ask('customers.reread', one);
    // it has failed three times; no other process knows its lane by itself
    await db.query(
      `update graphile_worker._private_jobs set attempts = 3, flags = null, run_at = run_at - interval '1 minute'
       where key = 'customers.reread:${one}'`,
    );
    const { run_at } = (await row(`customers.reread:${one}`)) ?? {};
    await work(1);
    await ask('products.reread', two);
    await untilDone(`products.reread:${two}`);
    // retried once a second, and put back each time
    await eventually(async () => {
      expect(await row(`customers.reread:${one}`)).toEqual({
        ...{ attempts: 3, locked: false, run_at, priority: 20 },
        flags: { [`reread:${one}`]: true },
      });
    });
    await release();
    await untilDone(`orders.reread:${one}`, `customers.reread:${one}`);
    // no job ran twice, and none is left
    expect((await done()).sort()).toEqual([
      ...[`customers.reread:${one}`, `orders.reread:${one}`, `products.reread:${two}`],
    ]);
    expect(await db.query('select key from graphile_worker._private_jobs')).toEqual([]);
  });

  it('enqueued while it runs runs once more after it', async () => {
    await work(2);
    const release = await untilBusy(one);
    await ask('orders.reread', one);
    await ask('products.reread', two);
    await untilDone(`products.reread:${two}`);
    expect(await row(`orders.reread:${one}`)).toMatchObject({ attempts: 0, locked: false });
    await release();
    // the running one has no key any more
    await untilDone(`orders.reread:${one}`);
    await eventually(async () => {
      expect(await db.query('select key from graphile_worker._private_jobs')).toEqual([]);
    });
  });

  it.each([1, 3])('follows the one before at once, with %i slots', async (slots) => {
    for (const name of ['orders.reread', 'customers.reread', 'products.reread'] as const) {
      await ask(name, one);
      await ask(name, two);
    }
    await work(slots, NEVER_MS);
    await eventually(async () => expect(await done()).toHaveLength(6));
  });
});

describe('the next job', () => {
  it('is the one of the highest priority, whichever was enqueued first', async () => {
    const asked: [JobName, () => Promise<void>][] = [
      ['snapshot.history', () => enqueue(null, 'snapshot.history', { shopId: one })],
      ['reconcile.counts', () => enqueue(null, 'reconcile.counts', { shopId: one })],
      [
        'privacy.dataRequest',
        () => enqueue(null, 'privacy.dataRequest', { shopId: one, requestId: 9 }),
      ],
      ['orders.reread', () => ask('orders.reread', one)],
      ['import.step', () => enqueue(null, 'import.step', { shopId: two })],
    ];
    for (const [, put] of asked) await put();
    // jobs of an older version, or with too long a wait, come first of all
    await enqueue(null, 'snapshot.stale', { shopId: two });
    await db.query(
      `update graphile_worker._private_jobs set run_at = now() - interval '1 hour' where key = 'snapshot.stale:${two}'`,
    );
    const { bringOverdueForward } = await import('../../app/worker/schedule/overdue.server');
    const names = ['snapshot.stale', 'snapshot.history'] as const;
    // not a job that waits for its shop, and not one of a kind that this worker does not run
    await bringOverdueForward(names, [`snapshot:${two}`]);
    await bringOverdueForward(['snapshot.history'], []);
    expect(await row(`snapshot.stale:${two}`)).toMatchObject({ priority: 50 });
    await bringOverdueForward(names, []);
    expect(await row(`snapshot.stale:${two}`)).toMatchObject({ priority: -1 });
    await work(1);
    await eventually(async () => expect(await done()).toHaveLength(6));
    const order = (await done()).map((key) => String(key).split(':')[0]);
    expect(order).toEqual(['snapshot.stale', ...asked.map(([name]) => name).reverse()]);
  });

  it('after too long a wait is one at a time', async () => {
    for (const shop of [one, two]) await enqueue(null, 'snapshot.history', { shopId: shop });
    await db.query(`update graphile_worker._private_jobs set run_at = now() - interval '1 hour'`);
    const { bringOverdueForward } = await import('../../app/worker/schedule/overdue.server');
    for (let time = 0; time < 3; time++) await bringOverdueForward(['snapshot.history'], []);
    expect(await db.query('select priority from graphile_worker._private_jobs order by 1')).toEqual(
      [{ priority: -1 }, { priority: 50 }],
    );
  });

  it('is found before another worker commits that it took the previous one', async () => {
    await ask('orders.reread', one);
    await ask('orders.reread', two);
    const pool = new pg.Pool({ connectionString: db.url });
    const other = await pool.connect();
    onTestFinished(() => pool.end());
    await other.query('begin');
    let end = () => {};
    let once: ReturnType<typeof runTaskListOnce> | undefined;
    const taken = new Promise<string>((resolve) => {
      once = runTaskListOnce(
        { noHandleSignals: true, logger: new Logger(() => () => undefined) },
        {
          'orders.reread': async (payload) => {
            resolve(`orders.reread:${String(Object(payload).shopId)}`);
            await new Promise<void>((ended) => (end = ended));
          },
        },
        other,
      );
    });
    const first = await taken;
    await work(1);
    const second = first.endsWith(`:${one}`) ? `orders.reread:${two}` : `orders.reread:${one}`;
    await untilDone(second);
    expect(await done()).toEqual([second]);
    end();
    await once?.promise;
    await other.query('rollback');
    other.release();
  });
});

describe('a job enqueued by a function of the database', () => {
  const asked = async (put: () => Promise<unknown>) => {
    await put();
    const jobs = await db.query(
      `delete from graphile_worker._private_jobs
       returning task_id, payload, priority, max_attempts, key, flags, job_queue_id`,
    );
    return jobs;
  };

  it.each(['orders.reread', 'customers.reread', 'products.reread'] as const)(
    'is the one of the catalog: %s',
    async (name) => {
      const told = () => db.query('select enqueue_reread($1, $2, 25)', [one, name]);
      expect(await asked(told)).toEqual(await asked(() => ask(name, one)));
    },
  );

  it('is the one of the catalog: snapshot.refresh', async () => {
    const told = () =>
      db.query(
        `select set_config('app.shop_id', $1::text, false), survey_request_refresh($1::int, now(), 10)`,
        [one],
      );
    const refresh = () => enqueue(null, 'snapshot.refresh', { shopId: one });
    expect(await asked(told)).toEqual(await asked(refresh));
    // a job that waits for the night becomes due
    await enqueue(null, 'snapshot.refresh', { shopId: one }, { urgency: 'night' });
    expect(await asked(told)).toMatchObject([{ priority: 10 }]);
  });

  it('and queued already keeps the higher of two priorities, and its place', async () => {
    await enqueue(null, 'snapshot.refresh', { shopId: one });
    await db.query(`update graphile_worker._private_jobs set run_at = '2026-01-01'`);
    await enqueue(null, 'snapshot.refresh', { shopId: one }, { urgency: 'night' });
    expect(await row(`snapshot.refresh:${one}`)).toMatchObject({
      ...{ priority: 10, run_at: new Date('2026-01-01') },
    });
  });
});

it('every job with a lane has a key, which identifies a job that is put back', () => {
  const without = Object.entries(catalog).filter(([, job]) => 'lane' in job && !('key' in job));
  expect(without).toEqual([]);
});

describe('the lock of a lane', () => {
  const holders = async (): Promise<unknown[]> =>
    (
      await db.query(
        `select pid from pg_locks where locktype = 'advisory' and database = (
           select oid from pg_database where datname = current_database())
         and classid::bigint::bit(32) = hashtext('omega.lane.reread')::bit(32) and objid = 77`,
      )
    ).map(({ pid }) => pid);

  it('is taken again by its process after its connection breaks', async () => {
    const [ours, others] = [await openHeldLocks(), await openHeldLocks()];
    onTestFinished(async () => {
      await ours.stop();
      await others.stop();
    });
    expect(await ours.takeLane('reread:77')).toBe(true);
    const [pid] = await holders();
    await db.query('select pg_terminate_backend($1)', [pid]);
    await eventually(async () => {
      const now = await holders();
      expect(now).toHaveLength(1);
      expect(now).not.toEqual([pid]);
    });
    expect(await others.takeLane('reread:77')).toBe(false);
    // other lanes, and other shops', are other locks
    expect(await others.takeLane('reread:78')).toBe(true);
    expect(await others.takeLane('snapshot:77')).toBe(true);
    ours.releaseLane('reread:77');
    await eventually(async () => expect(await others.takeLane('reread:77')).toBe(true));
  });

  it('is held by one connection, also if the next one breaks before it holds all locks', async () => {
    const [ours, others] = [await openHeldLocks(), await openHeldLocks()];
    const rival = await db.pool.connect();
    onTestFinished(async () => {
      rival.release(true);
      await ours.stop();
      await others.stop();
    });
    const NAMED = `select pid from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())
      and classid::bigint::bit(32) = hashtext('worker')::bit(32) and objid::bigint::bit(32) = hashtext($1)::bit(32)`;
    const named = async (name: string) => (await db.query(NAMED, [name])).map(({ pid }) => pid);
    const waits = async () => (await db.query(WAITS)).map(({ pid }) => pid);
    const WAITS = `select pid from pg_locks where not granted and locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`;
    ours.holdName('first');
    ours.holdName('second');
    expect(await ours.takeLane('reread:77')).toBe(true);
    const [before] = await holders();
    expect([await named('first'), await named('second')]).toEqual([[before], [before]]);
    // the next connection takes the first name, and waits for the second
    const taking = rival.query(`select pg_advisory_lock(hashtext('worker'), hashtext('second'))`);
    await eventually(async () => expect(await waits()).toHaveLength(1));
    await db.query('select pg_terminate_backend($1)', [before]);
    await taking;
    const halfway = await eventually(async () => {
      const [pid] = await waits();
      expect(await named('first')).toEqual([pid]);
      return pid;
    });
    // its statement fails, and its session would stay open
    await db.query('select pg_cancel_backend($1)', [halfway]);
    await eventually(async () => {
      const [pid] = await waits();
      expect(pid).not.toBe(halfway);
      expect(await named('first')).toEqual([pid]);
    });
    await rival.query(`select pg_advisory_unlock(hashtext('worker'), hashtext('second'))`);
    await eventually(async () => {
      const now = await holders();
      expect(now).toHaveLength(1);
      expect([await named('first'), await named('second')]).toEqual([now, now]);
    });
    expect(await others.takeLane('reread:77')).toBe(false);
    ours.releaseLane('reread:77');
    await eventually(async () => expect(await others.takeLane('reread:77')).toBe(true));
  });

  it('once lost stores no number of a customer who is erased during the count', async () => {
    const shop = await addShop(db, 'erasing.myshopify.com');
    const counted = 'omega.snapshots';
    const client = await db.pool.connect();
    onTestFinished(() => client.release());
    await client.query('begin');
    await client.query('select pg_advisory_xact_lock(hashtext($1), $2)', [counted, shop]);
    const taken = takeSnapshot(shop, null, new Date());
    const refused = expect(taken).rejects.toThrow(
      expect.objectContaining({ name: 'ErasedMeanwhile' }),
    );
    await eventually(async () => expect(await db.query(AWAITED_BY_NAME)).not.toEqual([]));
    await client.query(
      `insert into privacy_requests (shop_id, kind, webhook_id, state, received_at, due_at)
       values ($1, 'customerRedact', 'w', 'done', now(), now())`,
      [shop],
    );
    await client.query('commit');
    await refused;
    expect(await db.query('select as_of from snapshots where shop_id = $1', [shop])).toEqual([]);
    // the job is retried, and nothing blocks it
    await takeSnapshot(shop, null, new Date());
    expect(await db.query('select as_of from snapshots where shop_id = $1', [shop])).toHaveLength(
      1,
    );
  });

  it('is released with the process that held it', async () => {
    const [ours, others] = [await openHeldLocks(), await openHeldLocks()];
    onTestFinished(() => others.stop());
    expect(await ours.takeLane('reread:77')).toBe(true);
    await ours.stop();
    await eventually(async () => expect(await others.takeLane('reread:77')).toBe(true));
  });
});
