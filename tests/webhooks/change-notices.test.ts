import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { closeRequests, requestAllAgain } from '../../app/ingest/receive/reread-requests.server';
import { mergeCustomers } from '../../app/ingest/merge/merge.server';
import { reread } from '../../app/ingest/reread/reread.server';
import { requestDifferences } from '../../app/ingest/reconcile/audit-compare.server';
import { sql, withShop, type ShopId } from '../../app/store/db.server';
import { emptyQueue, queued } from '../support/queued';
import { database, type TestDatabase } from '../support/database';
import { addShop } from '../support/shops/shop';
import { eventually } from '../support/eventually';

let db: TestDatabase;
let shop: ShopId;

beforeAll(async () => {
  db = await database();
  shop = await addShop(db);
});
beforeEach(async () => {
  await emptyQueue(db);
  for (const table of ['imports', 'reread_requests', 'customers'])
    await db.query(`delete from ${table}`);
  await db.query(
    `insert into imports (shop_id, state, phase, started_at) values ($1, 'running', 'reading', now())`,
    [shop],
  );
  await db.query(
    `insert into reread_requests (shop_id, kind, id, requested_at) select $1, kind, 77, now()
     from unnest(array['order', 'customer', 'product', 'inventoryItem']) kind`,
    [shop],
  );
});

it('a re-read during an import settles change notices, except of orders and customers, which the import may write older', async () => {
  for (const kind of ['order', 'customer', 'product', 'inventoryItem'] as const)
    await withShop(shop, (tx) =>
      closeRequests(tx, shop, kind, [{ id: '77', count: 1, reportedDeleted: false }], new Date()),
    );
  expect(
    await db.query('select kind, read_at is not null as read from reread_requests order by kind'),
  ).toEqual([
    { kind: 'customer', read: true },
    { kind: 'order', read: true },
  ]);
});

it('a customer read within three seconds of their last change is read a second time', async () => {
  await db.query(`update imports set state = 'done', finished_at = now()`);
  const askedAt = new Date('2026-10-15T03:00:00Z');
  const settled = async (secondsBefore: number) => {
    await db.query(
      `insert into customers (shop_id, id, updated_at, number_of_orders, data_sale_opt_out)
       values ($1, 77, $2, 1, false) on conflict (shop_id, id) do update set updated_at = excluded.updated_at`,
      [shop, new Date(askedAt.getTime() - secondsBefore * 1_000)],
    );
    const request = { id: '77', count: 1, reportedDeleted: false };
    await withShop(shop, (tx) => closeRequests(tx, shop, 'customer', [request], askedAt));
    const kept = await db.query(
      `select read_at is not null as read from reread_requests where kind = 'customer'`,
    );
    return kept.length === 0 ? 'closed' : kept;
  };
  expect(await settled(2.999)).toEqual([{ read: true }]);
  expect(await settled(3)).toBe('closed');
});

it('the end of an import enqueues all re-reads that had to wait for it', async () => {
  await withShop(shop, (tx) => requestAllAgain(tx, shop));
  expect((await queued(db)).map(({ name }) => name).sort()).toEqual([
    'customers.reread',
    'orders.reread',
    'products.reread',
  ]);
});

it('a re-read writes nothing while a merge holds the facts that began during its read, and comes again', async () => {
  await db.query(`update imports set state = 'done', finished_at = now()`);
  await db.query(`update shops set timezone = 'Asia/Tokyo' where id = $1`, [shop]);
  const merge = await db.pool.connect();
  try {
    const write = vi.fn(() => Promise.resolve({ changed: false, unreadable: new Map() }));
    await reread(shop, {
      kind: 'order',
      atOnce: 50,
      read: async () => {
        await merge.query('begin');
        await merge.query(`select pg_advisory_xact_lock(hashtext('omega.facts'), $1::int)`, [shop]);
        return { stated: null, answered: null, waitMs: 0 };
      },
      write,
    });
    expect(write).not.toHaveBeenCalled();
  } finally {
    await merge.query('rollback');
    merge.release();
  }
  expect((await queued(db)).map(({ name }) => name)).toContain('orders.reread');
  expect(await db.query(`select 1 from reread_requests where kind = 'order'`)).toHaveLength(1);
});

it('a webhook whose kind shares a job with another one and the end of an import do not deadlock', async () => {
  const door = await db.pool.connect();
  try {
    // as prisma/functions/request_reread.sql does it: the request, then its job
    await door.query('begin');
    await door.query(
      `select from reread_requests where shop_id = $1 and kind = 'inventoryItem' for update`,
      [shop],
    );
    const again = withShop(shop, (tx) => requestAllAgain(tx, shop));
    await eventually(async () =>
      expect(
        await db.query(`select 1 from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`),
      ).toHaveLength(1),
    );
    await door.query(`select enqueue_reread($1, 'products.reread', 25)`, [shop]);
    await door.query('commit');
    await again;
  } finally {
    door.release(true);
  }
  expect(await queued(db)).toHaveLength(3);
});

it('an id audit during its comparison blocks no re-read and no webhook', async () => {
  await db.query('delete from reread_requests');
  const audit = { id: 1, state: 'running', startedAt: new Date(), ordersApart: null } as const;
  await withShop(shop, async (tx) => {
    await tx.query(sql`
      create temp table audited_orders on commit drop as
      select id::bigint, now() as updated_at, null::bigint as customer_id from generate_series(1, 2500) id`);
    await tx.query(sql`
      create temp table audited_customers on commit drop as
      select id::bigint, now() as updated_at from generate_series(1, 10) id`);
    expect(await requestDifferences(tx, shop, audit, true)).toBe(2_510);
    expect(await db.query('select count(*)::int as notices from reread_requests')).toEqual([
      { notices: 2_510 },
    ]);
    for (const job of ['orders.reread', 'customers.reread'])
      expect(
        await db.query('select pg_try_advisory_xact_lock(hashtext($1), $2) as free', [job, shop]),
      ).toEqual([{ free: true }]);
  });
});

it('a customer who changes during a rebuild of the book is dirty: the book may have read the old state', async () => {
  const merged = () =>
    withShop(shop, async (tx) => {
      await tx.query(sql`
        create temp table known on commit drop as
        select 5::bigint as id, now() as updated_at, 9::bigint as number_of_orders, null::text as email_state,
          null::timestamptz as email_state_at, null::text as sms_state, null::timestamptz as sms_state_at,
          '[]'::jsonb as tags, null::text as rfm_group, false as data_sale_opt_out`);
      await mergeCustomers(tx, shop, sql`known`, '2026-10-15');
    });
  const marked = () => db.query('select customer_id::int as id from dirty_customers');
  await merged();
  expect(await marked()).toEqual([]);
  await db.query(`update imports set state = 'done'`);
  await merged();
  expect(await marked()).toEqual([{ id: 5 }]);
});
