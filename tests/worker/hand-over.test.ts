import { beforeEach, describe, expect, it } from 'vitest';
import type { Job } from 'graphile-worker';
import { z } from 'zod';
import { enqueue } from '../../app/queue/enqueue.server';
import { transaction } from '../../app/store/db.server';
import { requeueInterrupted } from '../../app/worker/jobs/interrupted-jobs.server';
import { setBack } from '../../app/worker/jobs/set-back.server';
import { database } from '../support/database';

const db = await database();

const WORKER = 'a worker';
const payload = { shopId: 1 };
const soon = () => new Date(Date.now() + 40 * 60_000);
const atNight = () =>
  enqueue(null, 'snapshot.refresh', payload, { runAt: soon(), keepsTime: true, urgency: 'night' });

beforeEach(() => db.query('delete from graphile_worker._private_jobs'));

/** Enqueues a merchant's refresh, and lets a worker fetch it. */
async function fetched(): Promise<Job> {
  await enqueue(null, 'snapshot.refresh', payload);
  const [row] = await db.query(
    `update graphile_worker._private_jobs set locked_by = $1, locked_at = now(), attempts = attempts + 1
     returning id::text`,
    [WORKER],
  );
  const { id } = z.object({ id: z.string() }).parse(row);
  return { id, payload } as unknown as Job;
}

const waiting = () =>
  db.query(
    `select priority, run_at <= now() as due, attempts from graphile_worker._private_jobs where key is not null`,
  );

describe('a merchant’s refresh that the night enqueues again after a worker has fetched it', () => {
  it('is due at once if its worker puts it back', async () => {
    const job = await fetched();
    await atNight();
    expect(await waiting()).toEqual([{ priority: 50, due: false, attempts: 0 }]);
    await setBack('snapshot.refresh', job);
    expect(await waiting()).toEqual([{ priority: 10, due: true, attempts: 0 }]);
  });

  it('is due at once if its worker was cut off', async () => {
    await fetched();
    await atNight();
    await transaction((tx) => requeueInterrupted(tx, [WORKER]));
    expect(await waiting()).toEqual([{ priority: 10, due: true, attempts: 0 }]);
    expect(await db.query('select 1 from graphile_worker._private_jobs')).toHaveLength(1);
  });

  it('keeps the earlier time and the higher priority of the newer job', async () => {
    const job = await fetched();
    await db.query(
      `update graphile_worker._private_jobs set priority = 50, run_at = now() + interval '1 hour'`,
    );
    await enqueue(null, 'snapshot.refresh', payload);
    await setBack('snapshot.refresh', job);
    expect(await waiting()).toEqual([{ priority: 10, due: true, attempts: 0 }]);
  });
});
