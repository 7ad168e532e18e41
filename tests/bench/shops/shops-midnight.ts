import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { CommandTrouble } from '../../commands/trouble';
import type { RunningApp } from '../../commands/processes/running-app';
import type { BenchDatabase } from '../support/bench-database';
import { openShops } from './shops-copies';
import { processorClock, serverOf } from '../support/server-cpu';

export interface MidnightFigures {
  /** from midnight until the last shop has both of its days */
  midnightSeconds: number;
  /** processor time of PostgreSQL and the workers meanwhile, including the watched shop's */
  midnightCpuSeconds: number;
}

const LOOK_MS = 200;
/** Half an hour is more than any number of shops needs. */
const PATIENCE_MS = 1_800_000;

/**
 * Runs midnight of all copies at once: each stores the ended day and its current snapshot as of the new
 * one.
 */
export async function midnight(
  db: BenchDatabase,
  app: RunningApp,
  shops: number,
  onDone: (shops: number) => void,
): Promise<MidnightFigures> {
  const day = await openShops(db);
  await db.run('checkpoint');
  const { pid } = await db.one(z.object({ pid: z.number() }), 'select pg_backend_pid() as pid');
  const workers = app.places.filter(({ kind }) => kind === 'worker');
  const clock = processorClock([
    serverOf(pid) ?? 0,
    ...workers.map(({ process: { pid: own } }) => own),
  ]);
  const [from, begun] = [clock(), performance.now()];
  await db.run(`select graphile_worker.add_job('snapshot.newDay', '{}')`);
  for (;;) {
    const done = await countDone(db, day);
    onDone(done);
    if (done === shops) break;
    if (performance.now() - begun > PATIENCE_MS)
      throw new CommandTrouble(`Midnight of ${shops - done} shops has not ended.`);
    await wait(LOOK_MS);
  }
  return {
    midnightSeconds: (performance.now() - begun) / 1_000,
    midnightCpuSeconds: clock() - from,
  };
}

/** Counts shops whose ended day was computed after midnight and whose current day exists. */
async function countDone(db: BenchDatabase, day: string): Promise<number> {
  const { done } = await db.one(
    z.object({ done: z.number() }),
    `select count(*)::int as done from shops
     join snapshots ended on ended.shop_id = id and ended.as_of = $1::date
       and ended.computed_at >= ($1::timestamp at time zone timezone)
     join snapshots current on current.shop_id = id and current.as_of = $1::date + 1
     where starts_with(domain, 'copy-')`,
    [day],
  );
  return done;
}

/** Waits out the hourly work of all shops, which starts at five past and is not part of midnight. */
export async function besideTheHour(): Promise<void> {
  const minute = () => new Date().getMinutes();
  while (minute() >= 1 && minute() < 6) await wait(1_000);
}
