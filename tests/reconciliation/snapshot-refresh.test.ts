import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestRefresh, beginRefresh, endRefresh } from '../../app/queue/snapshot-refresh.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { AWAITED_BY_NAME } from '../support/awaited';
import { database, type TestDatabase } from '../support/database';
import { addShop } from '../support/shops/shop';
import { emptyQueue, queued } from '../support/queued';
import { eventually } from '../support/eventually';

let db: TestDatabase;
let shop: ShopId;

beforeAll(async () => {
  db = await database();
  shop = await addShop(db);
});
beforeEach(async () => {
  await emptyQueue(db);
  await db.query('delete from snapshot_refreshes');
  await db.query('delete from snapshots');
  await db.query('update shops set rules_version = 3');
});

const ask = () => withShop(shop, (tx) => requestRefresh(tx, shop));
const begin = () => withShop(shop, (tx) => beginRefresh(tx, shop));
const end = (tookMs: number, counted = true) =>
  withShop(shop, (tx) => endRefresh(tx, shop, { tookMs, counted }));
const turn = async () => (await db.query('select * from snapshot_refreshes'))[0];

/** The one queued refresh, and its wait in seconds. */
async function waitingSeconds(): Promise<number> {
  const jobs = await queued(db);
  expect(jobs).toMatchObject([{ name: 'snapshot.refresh', payload: { shopId: shop } }]);
  return (jobs[0]?.waitsMs ?? NaN) / 1_000;
}

describe('a refresh', () => {
  it('starts at once on the first change', async () => {
    await ask();
    expect(await waitingSeconds()).toBe(0);
    expect(await begin()).toBe(true);
  });

  it('starts two seconds after the end of a short one, however often it is requested', async () => {
    await ask();
    await begin();
    const [before] = await db.query('select clock_timestamp() as at');
    await end(100);
    const [after] = await db.query('select clock_timestamp() as at');
    await emptyQueue(db);
    await ask();
    await ask();
    const [job] = await db.query('select run_at from graphile_worker.jobs');
    const next = Number((await turn())?.next_at);
    expect(next - 2_000).toBeGreaterThanOrEqual(Number(before?.at));
    expect(next - 2_000).toBeLessThanOrEqual(Number(after?.at));
    expect(Number(job?.run_at)).toBeGreaterThanOrEqual(next);
    await waitingSeconds();
  });

  it('starts five times the length of a long one after its end', async () => {
    await ask();
    await begin();
    await end(60_000);
    await emptyQueue(db);
    await ask();
    const seconds = await waitingSeconds();
    expect(seconds).toBeLessThanOrEqual(300.1);
    expect(seconds).toBeGreaterThan(240);
  });

  it('requested while one ran waits for its time if its job starts too soon', async () => {
    await ask();
    await begin();
    await ask();
    await emptyQueue(db);
    await end(60_000);
    expect(await begin()).toBe(false);
    expect(await waitingSeconds()).toBeGreaterThan(240);
  });
});

describe('a change of rules', () => {
  beforeEach(async () => {
    await kept('current_date', 3);
    // neither an earlier day nor one that has not begun says by which rules the shop is counted
    await kept('current_date - 60', 1);
    await kept('current_date + 9', 1);
    await ask();
    await begin();
  });
  const kept = (day: string, rules: number) =>
    db.query(
      `insert into snapshots (shop_id, as_of, numbers, computed_at, rules_version) values ($1, ${day}, '{}', now(), $2)`,
      [shop, rules],
    );
  const change = () => db.query('update shops set rules_version = 4');

  it('is counted at once, however long the last refresh took', async () => {
    await end(60_000);
    await ask();
    expect(await waitingSeconds()).toBeGreaterThan(240);
    await change();
    await ask();
    expect(await waitingSeconds()).toBe(0);
    expect(await begin()).toBe(true);
  });

  it('during a refresh is counted as soon as that one has ended', async () => {
    await change();
    await ask();
    expect(await waitingSeconds()).toBe(0);
    await end(60_000);
    expect(await begin()).toBe(true);
    // so is a second one, during the refresh that came before its time
    await change();
    await ask();
    expect(await waitingSeconds()).toBe(0);
  });

  it('waits like every other where its count has failed', async () => {
    await change();
    await end(60_000, false);
    expect(await begin()).toBe(false);
    expect(await waitingSeconds()).toBeGreaterThan(240);
  });
});

describe('a change', () => {
  it('waits until a refresh that began after it has counted it', async () => {
    await ask();
    const first = (await turn())?.requested_at;
    await begin();
    await ask();
    expect(await turn()).toMatchObject({ counting_since: first, requested_at: expect.any(Date) });
    await end(10);
    expect(await turn()).toMatchObject({ counting_since: null, requested_at: expect.any(Date) });
  });

  it('still waits after a failed or interrupted refresh', async () => {
    await ask();
    const first = (await turn())?.requested_at;
    await begin();
    await end(10, false);
    expect(await turn()).toMatchObject({ counting_since: first });
    await db.query(`update snapshot_refreshes set next_at = '-infinity'`);
    await ask();
    await begin();
    expect(await turn()).toMatchObject({ counting_since: first, requested_at: null });
  });

  it('waits for the write of an answer to the survey without a deadlock', async () => {
    await db.query(
      `insert into snapshots (shop_id, as_of, numbers, computed_at) values ($1, current_date + 7, '{}', now())`,
      [shop],
    );
    const answer = await db.pool.connect();
    try {
      // as prisma/functions/survey_gate.sql and survey_answer.sql do it
      await answer.query('begin');
      await answer.query(`select pg_advisory_xact_lock_shared(hashtext('omega.snapshots'), $1)`, [
        shop,
      ]);
      await answer.query('update snapshots set stale = true where shop_id = $1', [shop]);
      const asked = ask();
      await eventually(async () => expect(await db.query(AWAITED_BY_NAME)).toHaveLength(1));
      await answer.query('select survey_request_refresh($1, now(), 25)', [shop]);
      await answer.query('commit');
      await asked;
    } finally {
      answer.release(true);
    }
    await waitingSeconds();
  });
});
