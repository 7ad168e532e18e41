import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { env } from '../../app/env.server';
import { runHandler } from '../../app/worker/jobs/handlers';
import { PRIORITY } from '../../app/queue/urgency';
import { FACT_FIELDS_VERSION } from '../../app/shopify/documents/fact-fields';
import { enqueueHourlyWork } from '../../app/worker/schedule/hourly.server';
import { hourlyDelayMs } from '../../app/worker/schedule/installed-shops.server';
import { shopIdSchema } from '../../app/store/db.server';
import { database, type TestDatabase } from '../support/database';
import { addShop } from '../support/shops/shop';
import { addOrder } from '../support/shops/survey-shop';
import { emptyQueue, queued } from '../support/queued';

let db: TestDatabase;
let shop: number;

/** 10:00 and 02:00 in Tokyo. */
const DAY = '2026-10-15T01:00:00Z';
const NIGHT = '2026-10-15T17:00:00Z';

beforeAll(async () => {
  db = await database();
});
beforeEach(async () => {
  for (const table of ['shops', 'imports', 'audits', 'audit_parts', 'update_checks', 'deliveries'])
    await db.query(`delete from ${table}`);
  shop = await addShop(db);
});

const imported = (at: string) =>
  db.query(
    `insert into imports (shop_id, state, phase, started_at) values ($1, 'done', 'done', $2)`,
    [shop, at],
  );

/** The jobs that the hourly job enqueues at a time. */
async function askedAt(moment: string): Promise<string[]> {
  env().CLOCK_OFFSET_MS = Date.parse(moment) - Date.now();
  await emptyQueue(db);
  await enqueueHourlyWork();
  return (await queued(db))
    .map(({ name, payload }) => [name, payload.span ?? payload.kind].filter(Boolean).join(' '))
    .sort();
}

describe('each hour', () => {
  it('starts an update check, the day after an import as on any day', async () => {
    await imported('2026-10-14T20:00:00Z');
    expect(await askedAt(DAY)).toEqual(['reconcile.changed hour']);
  });

  it('of the night starts the long update check and the unit costs, once a night', async () => {
    await imported('2026-10-13T20:00:00Z');
    expect(await askedAt(NIGHT)).toEqual([
      'audit.step costs',
      'reconcile.changed night',
      'shop.keepToken',
    ]);
    await db.query(
      `insert into update_checks (shop_id, kind, span, watermark) values ($1, 'orders', 'night', $2)`,
      [shop, NIGHT],
    );
    await db.query(`update audits set state = 'done'`);
    expect(await askedAt('2026-10-15T18:00:00Z')).toEqual([
      'reconcile.changed hour',
      'shop.keepToken',
    ]);
  });

  it('of a day catches up on missed nights', async () => {
    await imported('2026-10-01T00:00:00Z');
    expect(await askedAt(DAY)).toEqual([
      'audit.step costs',
      'audit.step ids',
      'reconcile.changed night',
    ]);
  });

  it('starts an id audit once a week, at night, and never two at once', async () => {
    await imported('2026-10-01T00:00:00Z');
    await db.query(
      `insert into audits (shop_id, kind, why, state, started_at)
       values ($1, 'ids', 'due', 'done', '2026-10-09T00:00:00Z'), ($1, 'costs', 'due', 'done', '2026-10-15T00:00:00Z')`,
      [shop],
    );
    expect(await askedAt(DAY)).not.toContain('audit.step ids');
    expect(await askedAt(NIGHT)).toContain('audit.step ids');
    // the running one gets its next step
    expect(await askedAt('2026-10-15T18:00:00Z')).toContain('audit.step ids');
    expect(await db.query(`select why, state from audits where kind = 'ids' order by id`)).toEqual([
      { why: 'due', state: 'done' },
      { why: 'due', state: 'running' },
    ]);
  });

  it('starts a new id audit some hours after a failed one', async () => {
    await imported('2026-10-01T00:00:00Z');
    await db.query(
      `insert into audits (shop_id, kind, why, state, started_at, finished_at)
       select $1, kind, 'due', 'failed', $2, $2 from unnest(array['ids', 'costs']) kind`,
      [shop, '2026-10-15T00:00:00Z'],
    );
    expect(await askedAt(DAY)).toEqual(['reconcile.changed night']);
    expect(await askedAt('2026-10-15T07:00:00Z')).toEqual([
      'audit.step costs',
      'audit.step ids',
      'reconcile.changed night',
    ]);
  });

  it('reads customers’ tags again where Shopify has failed, and not where they are read', async () => {
    await imported('2026-10-14T20:00:00Z');
    const tags = (state: string) =>
      db.query(
        `insert into audits (shop_id, kind, why, state, started_at) values ($1, 'tags', 'asked', $2, $3)`,
        [shop, state, DAY],
      );
    await tags('done');
    expect(await askedAt(DAY)).toEqual(['reconcile.changed hour']);
    await tags('failed');
    expect(await askedAt(DAY)).toEqual(['audit.step tags', 'reconcile.changed hour']);
  });

  it('continues an import whose workers were killed too often', async () => {
    await db.query(
      `insert into imports (shop_id, state, phase, started_at) values ($1, 'running', 'reading', now())`,
      [shop],
    );
    expect(await askedAt(DAY)).toEqual(['import.step', 'reconcile.changed hour']);
  });

  it('enqueues a new import of a history with fewer fields, behind all other jobs, and never postpones it', async () => {
    await imported('2026-10-14T20:00:00Z');
    await addOrder(db, shop, 1, null, null);
    expect(await askedAt(DAY)).toEqual(['import.open', 'reconcile.changed hour']);
    const opening = `select run_at, priority from graphile_worker.jobs where task_identifier = 'import.open'`;
    await db.query(`update graphile_worker._private_jobs set run_at = '2026-01-01T00:00:00Z'`);
    await enqueueHourlyWork();
    expect(await db.query(opening)).toEqual([
      { run_at: new Date('2026-01-01T00:00:00Z'), priority: PRIORITY.night },
    ]);
    await db.query('update imports set fact_fields = $1', [FACT_FIELDS_VERSION]);
    expect(await askedAt(DAY)).toEqual(['reconcile.changed hour']);
  });

  it.each([
    ['the mean of thirty days', 2, 92, 3],
    ['the last day, if that had more', 0.5, 50, 50],
  ])('counts a shop’s orders a day: %s', async (_, days, orders, aDay) => {
    await db.query('delete from orders');
    await addOrder(db, shop, 1, null, null);
    await db.query(
      `insert into orders select (jsonb_populate_record(own, jsonb_build_object('id', n, 'processed_at',
         $1::timestamptz - make_interval(secs => 86400 * $2::float8)))).*
       from orders own, generate_series(5001, 5000 + $3::int) n where id = 1`,
      [DAY, days, orders],
    );
    await askedAt(DAY);
    expect(await db.query('select orders_a_day from shops')).toEqual([{ orders_a_day: aDay }]);
  });

  it('counts orders that webhooks named and that are not read yet', async () => {
    await db.query('delete from orders');
    await db.query(
      `insert into reread_requests (shop_id, kind, id, requested_at, reported_deleted)
       select $1::int, 'order', n, $2, n = 12 from generate_series(1, 12) n`,
      [shop, DAY],
    );
    await askedAt(DAY);
    expect(await db.query('select orders_a_day from shops')).toEqual([{ orders_a_day: 11 }]);
  });

  it('does nothing for a shop before its first import or after its uninstallation', async () => {
    expect(await askedAt(DAY)).toEqual(['reconcile.changed hour']);
    await db.query('update shops set uninstalled_at = now()');
    expect(await askedAt(NIGHT)).toEqual([]);
  });

  it('postpones no job that has waited since the hour before', async () => {
    await imported('2026-10-14T20:00:00Z');
    await askedAt(NIGHT);
    const times = `select task_identifier as job, run_at from graphile_worker.jobs
      where task_identifier <> 'audit.step' order by 1`;
    await db.query(`update graphile_worker._private_jobs set run_at = '2026-01-01T00:00:00Z'`);
    await enqueueHourlyWork();
    const due = new Date('2026-01-01T00:00:00Z');
    expect(await db.query(times)).toEqual([
      { job: 'reconcile.changed', run_at: due },
      { job: 'shop.keepToken', run_at: due },
    ]);
  });

  it('splits many shops into slices, one job each, and runs one at a time', async () => {
    await db.query(
      `insert into shops (domain, currency, timezone, installed_at)
       select 'shop-' || shop, 'JPY', 'Asia/Tokyo', '2026-01-01' from generate_series(1, 250) shop`,
    );
    expect(await askedAt(DAY)).toEqual(['shops.hourly', 'shops.hourly']);
    const [first, second] = await queued(db);
    await emptyQueue(db);
    await db.query('update shops set uninstalled_at = now() where id % 50 <> 0');
    await runHandler('shops.hourly', first?.payload, false);
    expect(await queued(db)).toHaveLength(4);
    await runHandler('shops.hourly', second?.payload, false);
    expect((await queued(db)).map(({ name }) => name)).toEqual(Array(5).fill('reconcile.changed'));
  });

  it('spreads the shops over the hour', () => {
    const minutes = new Set(
      Array.from({ length: 60 }, (_, at) =>
        Math.floor(hourlyDelayMs(shopIdSchema.parse(at + 1)) / 60_000),
      ),
    );
    expect(minutes.size).toBeGreaterThan(40);
  });
});
