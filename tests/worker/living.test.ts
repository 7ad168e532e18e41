import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { enqueue } from '../../app/queue/enqueue.server';
import { openHeldLocks } from '../../app/worker/slots/held-locks.server';
import { runWorker } from '../../app/worker/run.server';
import { database, type TestDatabase } from '../support/database';
import { addShop } from '../support/shops/shop';
import { eventually } from '../support/eventually';

let db: TestDatabase;

beforeAll(async () => {
  db = await database();
  await addShop(db);
});

describe('a worker', () => {
  it('holds the lock of its name during its jobs, however long they take', async () => {
    const blocker = await db.pool.connect();
    await blocker.query(`begin; select pg_advisory_xact_lock(hashtext('book'), 1)`);
    const worker = await runWorker({ concurrency: 1 });
    await enqueue(null, 'snapshot.refresh', { shopId: 1 });
    // The job waits for the shop's book, which this test holds.
    const name = await eventually(async () => {
      const [job] = await db.query(
        'select locked_by from graphile_worker.jobs where locked_by is not null',
      );
      expect(job).toBeDefined();
      return job?.locked_by;
    });
    // A worker that could take this lock would count this one as dead and run its job a second time.
    const [lock] = await db.query(
      `select pg_try_advisory_lock(hashtext('worker'), hashtext($1)) as free`,
      [name],
    );
    expect(lock).toEqual({ free: false });
    await blocker.query('rollback');
    blocker.release();
    await eventually(async () => {
      expect(await db.query('select as_of from snapshots')).not.toEqual([]);
    });
    await worker.stop();
    await worker.ended;
  });

  // as Linux reports it: https://docs.kernel.org/networking/proc_net_tcp.html
  it.runIf(process.platform === 'linux')('is found dead if its host stops replying', async () => {
    const KEEPALIVE = '02:';
    const hex = (port: unknown) => `:${Number(port).toString(16).toUpperCase().padStart(4, '0')}`;
    /** whether PostgreSQL probes the connection within ten seconds of silence */
    const isAsked = async (): Promise<boolean> => {
      const ours = await db.query(
        'select client_port from pg_stat_activity where datname = current_database()',
      );
      const [own, others] = [hex(new URL(db.url).port), ours.map((row) => hex(row.client_port))];
      return readFileSync('/proc/net/tcp', 'utf8')
        .split('\n')
        .map((line) => line.trim().split(/\s+/))
        .filter(
          ([, local, remote]) => local?.endsWith(own) && others.includes(remote?.slice(8) ?? ''),
        )
        .some(([, , , , , timer = '']) => {
          return timer.startsWith(KEEPALIVE) && parseInt(timer.slice(3), 16) <= 1_000;
        });
    };
    expect(await isAsked()).toBe(false);
    const locks = await openHeldLocks();
    await eventually(async () => expect(await isAsked()).toBe(true));
    await locks.stop();
  });

  it('frees and runs a job that a broken connection left locked by its name', async () => {
    const blocker = await db.pool.connect();
    await blocker.query(`begin; select pg_advisory_xact_lock(hashtext('book'), 1)`);
    const worker = await runWorker({ concurrency: 2, pollMs: 20 });
    await db.query(`update snapshot_refreshes set next_at = '-infinity'`);
    await enqueue(null, 'snapshot.refresh', { shopId: 1 });
    const name = await eventually(async () => {
      const [job] = await db.query(
        'select locked_by from graphile_worker.jobs where locked_by is not null',
      );
      expect(job).toBeDefined();
      return job?.locked_by;
    });
    // fetched in the database, and the reply never arrived
    await db.query(
      `insert into graphile_worker._private_jobs (task_id, locked_by, locked_at, attempts)
       select tasks.id, $1, now(), 1 from graphile_worker._private_tasks tasks
       where identifier = 'snapshot.newDay'`,
      [name],
    );
    await eventually(async () => {
      const left = `select id from graphile_worker.jobs where task_identifier = 'snapshot.newDay'`;
      expect(await db.query(left)).toEqual([]);
    });
    // a running job keeps its lock
    const [held] = await db.query(
      `select locked_by from graphile_worker.jobs where task_identifier = 'snapshot.refresh'`,
    );
    expect(held).toEqual({ locked_by: name });
    await blocker.query('rollback');
    blocker.release();
    await worker.stop();
    await worker.ended;
  });

  /** A job locked by a dead worker. */
  async function leftByTheDead(
    task: string,
    { attempts, max, key }: { attempts: number; max: number; key: string | null },
    payload: object,
    lockedAt = "now() - interval '1 minute'",
  ): Promise<void> {
    await db.query(`select graphile_worker.add_job($1, '{}'::json)`, [task]);
    await db.query(`delete from graphile_worker._private_jobs`);
    await db.query(
      `insert into graphile_worker._private_jobs
         (task_id, payload, key, locked_by, locked_at, attempts, max_attempts)
       select tasks.id, $2::json, $3, 'dead', ${lockedAt}, $4::int, $5::int
       from graphile_worker._private_tasks tasks where identifier = $1`,
      [task, JSON.stringify(payload), key, attempts, max],
    );
  }

  async function whileAWorkerRuns(check: () => Promise<void>): Promise<void> {
    const worker = await runWorker({ concurrency: 1, pollMs: 20 });
    await eventually(check).finally(async () => {
      await worker.stop();
      await worker.ended;
    });
  }

  it('runs a job whose last attempt a dead one had: a kill is no failure of the job', async () => {
    await leftByTheDead('snapshot.newDay', { attempts: 3, max: 3, key: null }, {});
    await whileAWorkerRuns(async () => {
      expect(await db.query('select id from graphile_worker.jobs')).toEqual([]);
    });
  });

  it('frees the jobs of a dead one after the database’s clock was set back', async () => {
    const ahead = `now() + interval '3 days'`;
    await leftByTheDead('snapshot.newDay', { attempts: 1, max: 3, key: null }, {}, ahead);
    await whileAWorkerRuns(async () => {
      expect(await db.query('select id from graphile_worker.jobs')).toEqual([]);
    });
  });

  it('gives up a job that has killed several workers, and records it', async () => {
    await leftByTheDead('snapshot.stale', { attempts: 25, max: 25, key: 'poison' }, { shopId: 1 });
    await whileAWorkerRuns(async () => {
      expect(await db.query('select job, error, ended, terminal from failing_jobs')).toEqual([
        { job: 'snapshot.stale', error: 'CutOff', ended: true, terminal: false },
      ]);
    });
    await db.query('delete from graphile_worker._private_jobs');
  });

  it('drops a job that was enqueued again since, and runs the new one', async () => {
    // the queue removes the key of a running job that is enqueued again
    await db.query('delete from failing_jobs');
    await leftByTheDead('snapshot.history', { attempts: 25, max: 25, key: null }, { shopId: 1 });
    await whileAWorkerRuns(async () => {
      expect(await db.query('select id from graphile_worker.jobs')).toEqual([]);
    });
    expect(await db.query('select job from failing_jobs')).toEqual([]);
  });
});
