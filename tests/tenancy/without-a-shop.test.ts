import { beforeAll, describe, expect, it } from 'vitest';
import {
  pool,
  raw,
  sql,
  transaction,
  withShop,
  withShopFound,
  withShopTwice,
  type ShopId,
  type Tx,
} from '../../app/store/db.server';
import { database } from '../support/database';

const db = await database();

let tea: ShopId;
let bean: ShopId;

beforeAll(async () => {
  const made = await db.query(
    `insert into shops (domain, installed_at) values ('tea.myshopify.com', now()), ('bean.myshopify.com', now()) returning id`,
  );
  [tea, bean] = made.map(({ id }) => id as ShopId) as [ShopId, ShopId];
  for (const shop of [tea, bean])
    await db.query(`insert into products (shop_id, id, title) values ($1, 1, $2)`, [
      shop,
      `of ${shop}`,
    ]);
});

const titles = async (tx: Tx) =>
  (await tx.query(sql`select title from products order by title`)).rows;
const insertFor = (shop: number) =>
  sql`insert into products (shop_id, id, title) values (${shop}, 2, 'another')`;
const REFUSED = /new row violates row-level security policy for table "products"/;

/** A connection that had a shop before, and has none now. */
async function used<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const pids = async (tx: Tx) => (await tx.query(sql`select pg_backend_pid() as pid`)).rows;
  const before = await withShop(tea, pids);
  return await transaction(async (tx) => {
    expect(await pids(tx), 'the same connection').toEqual(before);
    const [left] = (await tx.query(sql`select current_setting('app.shop_id', true) as shop`)).rows;
    expect(left, 'PostgreSQL leaves an empty text behind').toEqual({ shop: '' });
    return await work(tx);
  });
}

describe.each([
  ['on a connection that never had a shop', fresh],
  ['on a connection that went back to the pool', used],
])('a statement without a shop, %s,', (_, on) => {
  it('sees nothing', async () => {
    expect(await on(titles)).toEqual([]);
  });

  it('changes and deletes nothing', async () => {
    const changed = await on(async (tx) => [
      (await tx.query(sql`update products set title = 'changed'`)).rowCount,
      (await tx.query(sql`delete from products`)).rowCount,
    ]);
    expect(changed).toEqual([0, 0]);
  });

  it('writes nothing', async () => {
    await expect(on((tx) => tx.query(insertFor(tea)))).rejects.toThrow(REFUSED);
  });
});

/** A new connection of the app's role. */
async function fresh<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const { default: pg } = await import('pg');
  const own = new pg.Pool({ connectionString: db.url, max: 1 });
  const connection = await own.connect();
  try {
    return await work({
      connection,
      query: (statement) => connection.query(statement.text, statement.values),
    });
  } finally {
    connection.release();
    await own.end();
  }
}

describe('a statement of a shop', () => {
  it('sees the rows of that shop alone, whatever it selects', async () => {
    expect(await withShop(tea, titles)).toEqual([{ title: `of ${tea}` }]);
    expect(await withShop(bean, titles)).toEqual([{ title: `of ${bean}` }]);
    const foreign = sql`select title from products where shop_id = ${bean} or true order by 1`;
    expect((await withShop(tea, (tx) => tx.query(foreign))).rows).toEqual([{ title: `of ${tea}` }]);
  });

  it('changes and deletes no row of another one', async () => {
    await withShop(tea, (tx) => tx.query(sql`update products set title = title`));
    const counts = await withShop(tea, async (tx) => [
      (await tx.query(sql`update products set title = 'x' where shop_id = ${bean}`)).rowCount,
      (await tx.query(sql`delete from products where shop_id = ${bean}`)).rowCount,
    ]);
    expect(counts).toEqual([0, 0]);
  });

  it('writes no row for another one, and moves none to it', async () => {
    await expect(withShop(tea, (tx) => tx.query(insertFor(bean)))).rejects.toThrow(REFUSED);
    const give = sql`update products set shop_id = ${bean}, id = 3`;
    await expect(withShop(tea, (tx) => tx.query(give))).rejects.toThrow(REFUSED);
    const upsert = sql`insert into products (shop_id, id, title) values (${bean}, 1, 'x')
      on conflict (shop_id, id) do update set title = excluded.title`;
    await expect(withShop(tea, (tx) => tx.query(upsert))).rejects.toThrow(REFUSED);
  });

  it('is of that shop on both connections with one snapshot', async () => {
    const seen = await withShopTwice(bean, (one, other) =>
      Promise.all([titles(one), titles(other)]),
    );
    expect(seen).toEqual([[{ title: `of ${bean}` }], [{ title: `of ${bean}` }]]);
    expect(await used(titles)).toEqual([]);
  });

  it('is of the shop that its own transaction found', async () => {
    const find = async (tx: Tx) => {
      const { rows } = await tx.query(
        sql`select id from shops where domain = 'bean.myshopify.com'`,
      );
      return (rows as { id: ShopId }[])[0] ?? null;
    };
    expect(await withShopFound(find, titles)).toEqual([{ title: `of ${bean}` }]);
    expect(await withShopFound(() => Promise.resolve(null), titles)).toBeNull();
  });

  it('leaves no shop set after a failure', async () => {
    const failing = withShop(tea, (tx) => tx.query(raw('select 1/0')));
    await expect(failing).rejects.toThrow('division by zero');
    expect((await pool.query('select title from products')).rows).toEqual([]);
  });
});

it('two shops at once, a hundred times, never see each other', async () => {
  const looks = Array.from({ length: 100 }, async (_, at) => {
    const shop = at % 2 === 0 ? tea : bean;
    return [shop, await withShop(shop, titles)] as const;
  });
  for (const [shop, seen] of await Promise.all(looks))
    expect(seen).toEqual([{ title: `of ${shop}` }]);
});
