import { setTimeout as wait } from 'node:timers/promises';
import { Logger, run } from 'graphile-worker';
import pg from 'pg';
import { z } from 'zod';
import { definitionOf, flagsOf } from '../../../app/queue/catalog';
import { PRIORITY } from '../../../app/queue/urgency';
import type { Command } from '../../commands/command';
import { migrated } from '../../commands/database';
import { newKeys } from '../../commands/demo/demo-data';
import type { OwnPostgres } from '../../commands/processes/own-postgres';
import { BenchDatabase } from '../support/bench-database';
import { startBenchWorker } from '../support/bench-worker';
import { processorClock, serverOf } from '../support/server-cpu';

export interface JobFigures {
  /** empty jobs a second of one worker, while a job of each of 10,000 shops is due */
  jobsPerSecond: number;
  /** the same of two workers together */
  jobsPerSecondOfTwo: number;
  /** graphile-worker alone on the same backlog, with an empty task */
  bareJobsPerSecond: number;
  /**
   * processor time of PostgreSQL and the worker for one job, in milliseconds, without other work on the
   * machine
   */
  cpuMsPerJob: number;
  bareCpuMsPerJob: number;
}

/** Shops, each with a due job besides the measured ones. */
const SHOPS = 10_000;
const MEASURED = 2_000;
/** Untimed jobs, while a worker starts and PostgreSQL caches its plans. */
const WARM_UP = 300;
const CONCURRENCY = 3;
const LOOK_MS = 100;
const DATABASE = 'bench_jobs';
const JOB = 'products.reread';
const OTHER = 'orders.reread';

interface Stand {
  own: OwnPostgres;
  /** a folder for logs */
  logs: string;
  say(what: string): void;
}

/** Measures the queue with 10,000 shops: one worker of the app, two of them, and graphile-worker alone. */
export async function measureJobs(command: Command, stand: Stand): Promise<JobFigures> {
  const { own, logs, say } = stand;
  const databaseUrl = await migrated(own.postgres, DATABASE);
  const db = await BenchDatabase.open(own.postgres.serverUrl(DATABASE));
  command.atEnd(() => db.close());
  await db.run(
    `insert into shops (domain, currency, timezone, installed_at)
     select 'shop-' || shop || '.myshopify.com', 'JPY', 'Asia/Tokyo', now() from generate_series(1, $1::int) shop`,
    [SHOPS],
  );
  const around = { databaseUrl, shopifyUrl: 'http://localhost:1', appUrl: 'http://localhost:1' };
  const { pid } = await db.one(z.object({ pid: z.number() }), 'select pg_backend_pid() as pid');
  // the workers are children of this process
  const clock = processorClock([serverOf(pid) ?? 0, process.pid]);
  const ofWorkers = async (workers: number): Promise<Rate> => {
    say(`${workers} of the app’s workers …`);
    await fill(db);
    const running = Array.from({ length: workers }, (_, at) =>
      startBenchWorker(command, { ...around, encryptionKeys: newKeys() }, `${logs}/jobs-${at}.log`),
    );
    const died = running.map((worker) => worker.died);
    return await Promise.race([rate(db, clock), ...died]).finally(() =>
      Promise.all(running.map((worker) => worker.stop())),
    );
  };
  say('graphile-worker alone …');
  const bare = await ofTheQueueAlone(db, databaseUrl, clock);
  const one = await ofWorkers(1);
  const two = await ofWorkers(2);
  return {
    jobsPerSecond: one.perSecond,
    jobsPerSecondOfTwo: two.perSecond,
    bareJobsPerSecond: bare.perSecond,
    cpuMsPerJob: one.cpuMs,
    bareCpuMsPerJob: bare.cpuMs,
  };
}

/** Enqueues the timed jobs, and behind them one of each shop. */
async function fill(db: BenchDatabase): Promise<void> {
  await db.run('delete from graphile_worker._private_jobs');
  await put(db, JOB, WARM_UP + MEASURED, '1 minute');
  await put(db, OTHER, SHOPS, '0');
  await db.run('vacuum analyze graphile_worker._private_jobs');
}

async function put(
  db: BenchDatabase,
  name: typeof JOB | typeof OTHER,
  shops: number,
  dueSince: string,
): Promise<void> {
  const [lane = ''] = flagsOf(name, { shopId: 0 }).map((flag) => flag.replace(/0$/, ''));
  await db.run(
    `select count(*) from graphile_worker.add_jobs(array(
       select ($1, json_build_object('shopId', id), null, now() - $2::interval, 25, $1 || ':' || id, $3, array[$4 || id])
         ::graphile_worker.job_spec
       from shops order by id limit $5))`,
    [name, dueSince, PRIORITY[definitionOf(name).urgency], lane, shops],
  );
}

const leftSchema = z.object({ left: z.number() });

interface Rate {
  perSecond: number;
  /** for one job */
  cpuMs: number;
}

/** The rate of the measured jobs, after the warm-up. */
async function rate(db: BenchDatabase, clock: () => number): Promise<Rate> {
  const left = async () =>
    (
      await db.one(
        leftSchema,
        `select count(*)::int as left from graphile_worker._private_jobs
         where task_id = (select id from graphile_worker._private_tasks where identifier = $1)`,
        [JOB],
      )
    ).left;
  const at = async (most: number) => {
    for (;;) {
      const now = await left();
      if (now <= most) return { left: now, ms: performance.now(), cpu: clock() };
      await wait(LOOK_MS);
    }
  };
  const from = await at(MEASURED);
  const to = await at(0);
  const done = from.left - to.left;
  return {
    perSecond: (done * 1_000) / (to.ms - from.ms),
    cpuMs: ((to.cpu - from.cpu) * 1_000) / done,
  };
}

async function ofTheQueueAlone(
  db: BenchDatabase,
  databaseUrl: string,
  clock: () => number,
): Promise<Rate> {
  await fill(db);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const runner = await run({
    pgPool: pool,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    taskList: { [JOB]: () => undefined },
    logger: new Logger(() => () => undefined),
  });
  return await rate(db, clock).finally(async () => {
    await runner.stop();
    await pool.end();
  });
}
