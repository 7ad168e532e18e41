import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { database, type TestDatabase } from '../support/database';
import { answerOf, startBuilt } from '../support/processes/built';
import { eventually } from '../support/eventually';
import { awaited } from '../support/awaited';

let db: TestDatabase;
beforeAll(async () => {
  db = await database();
});
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
});

const ask = (job: string, payload: object = {}) =>
  db.query(`select graphile_worker.add_job($1, $2::json)`, [job, JSON.stringify(payload)]);
/**
 * A job that writes into the table of shops, so that a lock of the table holds it, and that no schedule enqueues.
 */
const askWhatIsHeld = () => ask('shop.uninstalled', { domain: 'nobody.myshopify.com' });
const waiting = async () =>
  (await db.query('select task_identifier as job from graphile_worker.jobs')).map(({ job }) => job);

/** Blocks every job that reads shops. @returns a function that releases them */
async function holdShops(): Promise<() => Promise<void>> {
  const client = await db.pool.connect();
  await client.query('begin; lock table shops in access exclusive mode');
  return async () => {
    await client.query('rollback');
    client.release();
  };
}
const untilHeld = () =>
  eventually(async () => {
    expect(await db.query(awaited('shops'))).not.toEqual([]);
  });

/** The connections that the server of the tests allows, without those for superusers. */
const limits = async () => {
  const [row] = await db.query(
    `select (current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int) as limit`,
  );
  return row ?? {};
};

describe('the worker', () => {
  it('reports on its own port that it is live and ready, and measures jobs and queue', async () => {
    const worker = startBuilt('worker');
    const origin = await worker.operatorUrl();
    expect(await answerOf(`${origin}/health/live`)).toEqual({ status: 200, text: 'live\n' });
    expect(await answerOf(`${origin}/health/ready`)).toEqual({ status: 200, text: 'ready\n' });
    await askWhatIsHeld();
    await eventually(async () => {
      const { text } = await answerOf(`${origin}/metrics`);
      expect(text).toContain('omega_jobs_total{job="shop.uninstalled",outcome="done"} 1');
      expect(text).toContain('omega_job_seconds_count{job="shop.uninstalled"} 1');
      expect(text).toMatch(/^omega_queue_lag_seconds \d/m);
      expect(text).toContain('omega_import_rows_total');
      expect(text).toContain('omega_shopify_cost_points_total');
    });
  });

  it('logs its maximum of connections, and warns if PostgreSQL allows fewer', async () => {
    const name = new URL(db.url).pathname.slice(1);
    const said = async (): Promise<unknown> => {
      const worker = startBuilt('worker', { JOB_CONNECTIONS: '21', PAGE_CONNECTIONS: '5' });
      await worker.operatorUrl();
      return worker.log().find((line) => 'most' in line);
    };
    const [most, { limit }] = [21 + 5 + 2, await limits()];
    expect(await said()).toMatchObject({
      most,
      limit,
      msg: expect.stringMatching(/^database conn/),
    });
    await db.query(`alter database ${name} connection limit 27`);
    const fewer = /^PostgreSQL takes fewer connections than this process may open: raise /;
    expect(await said()).toMatchObject({ most, limit: 27, msg: expect.stringMatching(fewer) });
    await db.query(`alter database ${name} connection limit -1`);
  });

  it('reports the length and age of the queue, and the jobs given up', async () => {
    const release = await holdShops();
    const worker = startBuilt('worker', { WORKER_CONCURRENCY: '1' });
    const origin = await worker.operatorUrl();
    await askWhatIsHeld();
    await untilHeld();
    await ask('import.step', { shopId: 1 });
    await db.query(
      `select graphile_worker.add_job('import.open', '{}'::json, run_at => now() + interval '1 day')`,
    );
    await db.query(`select graphile_worker.add_job('snapshot.day', '{}'::json)`);
    await db.query(
      `update graphile_worker._private_jobs j set attempts = max_attempts
       from graphile_worker._private_tasks t where t.id = j.task_id and t.identifier = 'snapshot.day'`,
    );
    await eventually(async () => {
      const { text } = await answerOf(`${origin}/metrics`);
      expect(text).toContain('omega_queue_jobs{job="shop.uninstalled",state="running"} 1');
      expect(text).toContain('omega_queue_jobs{job="import.step",state="waiting"} 1');
      expect(text).toContain('omega_queue_jobs{job="import.open",state="later"} 1');
      expect(text).toContain('omega_queue_jobs{job="snapshot.day",state="given_up"} 1');
      expect(text).toMatch(/^omega_queue_lag_seconds 0\.\d*[1-9]|^omega_queue_lag_seconds [1-9]/m);
    });
    await release();
  });

  it('on SIGTERM takes no new job, finishes those begun, and exits with 0', async () => {
    const release = await holdShops();
    const worker = startBuilt('worker');
    const origin = await worker.operatorUrl();
    await askWhatIsHeld();
    await untilHeld();
    worker.signal('SIGTERM');
    await eventually(async () =>
      expect(await answerOf(`${origin}/health/ready`)).toEqual({
        status: 503,
        text: 'the process is ending\n',
      }),
    );
    // a second signal changes nothing
    worker.signal('SIGINT');
    // it may have been about to take one for each of its three slots
    for (let job = 0; job < 20; job += 1) await ask('import.step', { shopId: 1 });
    await release();
    expect(await worker.ended).toBe(0);
    const left = await waiting();
    expect(left).not.toContain('shop.uninstalled');
    expect(left.length).toBeGreaterThanOrEqual(17);
    expect(worker.said()).toBe('');
  });

  it('on SIGTERM leaves jobs that take too long to another worker, with another exit code', async () => {
    const release = await holdShops();
    const worker = startBuilt('worker', { DRAIN_SECONDS: '1' });
    await worker.operatorUrl();
    await askWhatIsHeld();
    await untilHeld();
    worker.signal('SIGTERM');
    expect(await worker.ended).toBe(1);
    expect(worker.log().map(({ msg }) => msg)).toContain('running jobs were interrupted');
    expect(await waiting()).toEqual(['shop.uninstalled']);
    await release();
    startBuilt('worker');
    await eventually(async () => expect(await waiting()).toEqual([]));
  });

  it('counts jobs given up, and logs lines with their shop and job', async () => {
    const worker = startBuilt('worker');
    await ask('shop.install', { domain: 'nobody.myshopify.com' });
    const said = await eventually(() => {
      const line = worker.log().find(({ job }) => job !== undefined);
      if (line === undefined) throw new Error('nothing about a job was logged');
      return line;
    });
    expect(said).toMatchObject({ job: 'shop.install', shop: 'nobody.myshopify.com' });
    expect(said.jobId).toMatch(/^\d+$/);
    await eventually(async () => {
      const { text } = await answerOf(`${await worker.operatorUrl()}/metrics`);
      expect(text).toContain('omega_jobs_total{job="shop.install",outcome="given_up"} 1');
    });
  });
});
