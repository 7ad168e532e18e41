import { expect, it } from 'vitest';
import { enqueue } from '../../app/queue/enqueue.server';
import { budget } from '../../app/shopify/api/budget.server';
import { repairClockSteps } from '../../app/worker/schedule/clock-steps.server';
import { database } from '../support/database';

const db = await database();

const PERIODS = new Map([
  ['snapshot.newDay', 15],
  ['shops.hourly', 60],
] as const);
const hours = (ahead: number) => new Date(Date.now() + ahead * 3_600_000);

const waiting = async (): Promise<unknown[]> =>
  await db.query(
    `select task_identifier as job, run_at <= now() as due from graphile_worker.jobs order by 1, run_at`,
  );

it('after a clock that ran ahead, no refresh waits longer than ten minutes, and no job longer than a day', async () => {
  await enqueue(null, 'snapshot.refresh', { shopId: 1 }, { runAt: hours(72) });
  await enqueue(null, 'snapshot.refresh', { shopId: 2 }, { runAt: hours(0.1) });
  await enqueue(null, 'shop.keepToken', { domain: 'a.myshopify.com' }, { runAt: hours(72) });
  await enqueue(null, 'shop.keepToken', { domain: 'b.myshopify.com' }, { runAt: hours(1) });
  await repairClockSteps(PERIODS);
  expect(await waiting()).toEqual([
    { job: 'shop.keepToken', due: true },
    { job: 'shop.keepToken', due: false },
    // the other times that the clock wrote are corrected
    { job: 'shops.clockCameBack', due: true },
    { job: 'snapshot.refresh', due: true },
    { job: 'snapshot.refresh', due: false },
  ]);
  await db.query('delete from graphile_worker._private_jobs');
});

it('jobs spread over the night or waiting for a retry keep their times', async () => {
  const night = { urgency: 'night', keepsTime: true } as const;
  await enqueue(null, 'snapshot.refresh', { shopId: 1 }, { runAt: hours(0.75), ...night });
  await enqueue(null, 'snapshot.refresh', { shopId: 2 }, { runAt: hours(72), ...night });
  await enqueue(null, 'snapshot.refresh', { shopId: 3 }, { runAt: hours(2) });
  await enqueue(null, 'snapshot.refresh', { shopId: 4 }, { runAt: hours(72) });
  // graphile-worker delays a job by exp(9) seconds after its ninth attempt: 2 hours and 15 minutes
  await db.query(
    `update graphile_worker._private_jobs set attempts = 9 where key like '%:3' or key like '%:4'`,
  );
  await repairClockSteps(PERIODS);
  const due = await db.query(
    `delete from graphile_worker._private_jobs
     where key like 'snapshot.refresh:%' returning key, run_at <= now() as due`,
  );
  await db.query('delete from graphile_worker._private_jobs');
  expect(due.filter((job) => job.due).map(({ key }) => key)).toEqual([
    ...['snapshot.refresh:2', 'snapshot.refresh:4'],
  ]);
});

it('scheduled jobs start again, once, whatever time the scheduler waits for', async () => {
  await db.query(`
    insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution) values
      ('snapshot.newDay', now() - interval '9 days', now() + interval '3 days'),
      ('shops.hourly', now() - interval '9 days', now() - interval '2 hours')`);
  await repairClockSteps(PERIODS);
  expect(await waiting()).toEqual([
    { job: 'shops.clockCameBack', due: true },
    { job: 'shops.hourly', due: true },
  ]);
  await db.query(
    `delete from graphile_worker._private_jobs where key = 'shops.clockCameBack:undefined'`,
  );
  // the time of the other one has come again, and twenty minutes later it has not started
  await db.query(`
    update graphile_worker._private_known_crontabs set last_execution = last_execution - interval '21 minutes'`);
  await repairClockSteps(PERIODS);
  await repairClockSteps(PERIODS);
  expect(await waiting()).toEqual([
    { job: 'shops.hourly', due: true },
    { job: 'snapshot.newDay', due: true },
  ]);
});

it('a shop’s points at Shopify, counted by a clock that ran ahead, are available again', async () => {
  await db.query(
    `insert into api_budgets (domain, available, maximum, restore_rate, counted_at)
     values ('a.myshopify.com', 0, 2000, 100, now() + interval '3 days')`,
  );
  expect(await budget('a.myshopify.com', 1_000, 0.1).take()).toBe(0);
});
