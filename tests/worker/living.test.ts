import { beforeAll, describe, expect, it, vi } from 'vitest';
import { enqueue } from '../../app/queue/enqueue.server';
import { runWorker } from '../../app/worker/run.server';
import { database, type TestDatabase } from '../setup/database';

let db: TestDatabase;

beforeAll(async () => {
  db = await database();
  await db.query(
    `insert into shops (domain, currency, timezone, installed_at)
     values ('tea.myshopify.com', 'JPY', 'Asia/Tokyo', '2026-01-01')`,
  );
});

describe('a worker', () => {
  it('holds the name its jobs are locked by, however long they take', async () => {
    const blocker = await db.pool.connect();
    await blocker.query(`begin; select pg_advisory_xact_lock(hashtext('book'), 1)`);
    const worker = await runWorker({ concurrency: 1 });
    await enqueue(null, 'snapshot.refresh', { shopId: 1 });
    // The job waits for the shop's book, which this test holds.
    const name = await vi.waitFor(async () => {
      const [job] = await db.query(
        'select locked_by from graphile_worker.jobs where locked_by is not null',
      );
      expect(job).toBeDefined();
      return job?.locked_by;
    }, 10_000);
    // Whoever could take this lock would count the worker as dead and run its job a second time.
    const [lock] = await db.query(
      `select pg_try_advisory_lock(hashtext('worker'), hashtext($1)) as free`,
      [name],
    );
    expect(lock).toEqual({ free: false });
    await blocker.query('rollback');
    blocker.release();
    await vi.waitFor(async () => {
      expect(await db.query('select as_of from snapshots')).not.toEqual([]);
    }, 10_000);
    await worker.stop();
    await worker.ended;
  });

  it('frees what a broken connection left locked by its name, and does it', async () => {
    const blocker = await db.pool.connect();
    await blocker.query(`begin; select pg_advisory_xact_lock(hashtext('book'), 1)`);
    const worker = await runWorker({ concurrency: 2, pollMs: 20 });
    await db.query(`update snapshot_turns set next_at = '-infinity'`);
    await enqueue(null, 'snapshot.refresh', { shopId: 1 });
    const name = await vi.waitFor(async () => {
      const [job] = await db.query(
        'select locked_by from graphile_worker.jobs where locked_by is not null',
      );
      expect(job).toBeDefined();
      return job?.locked_by;
    }, 10_000);
    // fetched, as the database knows, and the answer never came
    await db.query(
      `with lost as (
         insert into graphile_worker._private_job_queues (queue_name, locked_by, locked_at)
         values ('lost', $1, now()) returning id)
       insert into graphile_worker._private_jobs (task_id, job_queue_id, locked_by, locked_at, attempts)
       select tasks.id, lost.id, $1, now(), 1 from lost, graphile_worker._private_tasks tasks
       where identifier = 'snapshot.newDay'`,
      [name],
    );
    await vi.waitFor(async () => {
      const left = `select id from graphile_worker.jobs where queue_name = 'lost'`;
      expect(await db.query(left)).toEqual([]);
    }, 10_000);
    // what is done meanwhile keeps its lock
    const [held] = await db.query(
      `select locked_by from graphile_worker.jobs where task_identifier = 'snapshot.refresh'`,
    );
    expect(held).toEqual({ locked_by: name });
    await blocker.query('rollback');
    blocker.release();
    await worker.stop();
    await worker.ended;
  });
});
