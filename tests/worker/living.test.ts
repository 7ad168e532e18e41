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
});
