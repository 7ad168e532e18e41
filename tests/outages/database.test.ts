import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { faultStage, type FaultStage } from './stage';

const on = await faultStage();

/** They were not restarted: they are the same processes as before. */
async function survives(work: (stage: FaultStage) => Promise<void>): Promise<void> {
  const before = on.app.places.map(({ process: running }) => running);
  const ended = Promise.race(before.map(({ ended: end, kind }) => end.then(() => kind)));
  await work(on);
  expect(await Promise.race([ended, wait(100, 'nobody')])).toBe('nobody');
}

const ready = async (): Promise<number> =>
  (await fetch(`${on.app.urls[0] ?? ''}/health/ready`)).status;

it('waits for a database that stops and starts, and loses nothing', async () => {
  await on.installed();
  await survives(async () => {
    on.happen(20);
    await on.own.stop();
    on.happen(20);
    expect(await ready()).toBe(503);
    await on.own.start();
    on.happen(20);
    await expect.poll(ready).toBe(200);
    await on.agrees();
  });
});

it('resumes its work after repeated cuts of its connections', async () => {
  await on.installed();
  await survives(async () => {
    for (let time = 0; time < 12; time += 1) {
      on.happen(6);
      await wait(60);
      await on.beside.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and usename <> current_user`,
      );
    }
    await on.agrees();
  });
  await on.countsAsFresh();
});
