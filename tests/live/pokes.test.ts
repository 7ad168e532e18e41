import { beforeAll, beforeEach, expect, it } from 'vitest';
import { answerPokes, pokeAgain } from '../../app/ingest/pokes.server';
import { shopIdSchema, withShop, type ShopId } from '../../app/store/db.server';
import { emptyQueue, queued } from '../follow/queued';
import { database, type TestDatabase } from '../setup/database';

let db: TestDatabase;
let shop: ShopId;

beforeAll(async () => {
  db = await database();
  const [row] = await db.query(
    `insert into shops (domain, currency, timezone, installed_at)
     values ('tea.myshopify.com', 'JPY', 'Asia/Tokyo', '2026-01-01') returning id`,
  );
  shop = shopIdSchema.parse(row?.id);
});
beforeEach(async () => {
  await emptyQueue(db);
  for (const table of ['imports', 'pokes']) await db.query(`delete from ${table}`);
  await db.query(
    `insert into imports (shop_id, state, phase, started_at) values ($1, 'running', 'reading', now())`,
    [shop],
  );
  await db.query(
    `insert into pokes (shop_id, kind, id, poked_at) select $1, kind, 77, now()
     from unnest(array['order', 'customer', 'product', 'inventoryItem']) kind`,
    [shop],
  );
});

it('what is read while an import runs is answered, but orders and customers, which it may state older', async () => {
  for (const kind of ['order', 'customer', 'product', 'inventoryItem'] as const)
    await withShop(shop, (tx) =>
      answerPokes(tx, shop, kind, [{ id: '77', turn: 1, toldDeleted: false }]),
    );
  expect(
    await db.query('select kind, read_at is not null as read from pokes order by kind'),
  ).toEqual([
    { kind: 'customer', read: true },
    { kind: 'order', read: true },
  ]);
});

it('everything that had to wait for an import is asked for when it ends', async () => {
  await withShop(shop, (tx) => pokeAgain(tx, shop));
  expect((await queued(db)).map(({ name }) => name).sort()).toEqual([
    'customers.reread',
    'orders.reread',
    'products.reread',
  ]);
});
