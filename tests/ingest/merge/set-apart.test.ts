import { beforeEach, describe, expect, it } from 'vitest';
import { OutOfBounds } from '../../../app/ingest/facts/bounds';
import { SetApart } from '../../../app/ingest/merge/set-apart.server';
import { MalformedLine } from '../../../app/ingest/staging/json-lines';
import { erasedIds, rememberErased } from '../../../app/store/secrets/erased-ids.server';
import { withShop, type ShopId } from '../../../app/store/db.server';
import { database } from '../../support/database';
import { addShop } from '../../support/shops/shop';

const db = await database();

let shop: ShopId;
beforeEach(async () => {
  await db.query('truncate shops, orders_set_apart cascade');
  shop = await addShop(db);
});

const EARLIER = '2026-10-01T00:00:00Z';
const LATER = '2026-10-02T00:00:00Z';

/** Settles a reading in which these orders, or lines of them, were out of bounds. */
const settle = (...orders: { json: object; field?: string }[]) =>
  withShop(shop, async (tx) => {
    const apart = new SetApart();
    for (const { json, field = 'processedAt' } of orders) apart.add(new OutOfBounds(field, json));
    return await apart.settle(tx, shop, 'Asia/Tokyo', await erasedIds(tx, shop));
  });
const order = (id: number, updatedAt: string, name = `#${String(id)}`) => ({
  json: { id: `gid://shopify/Order/${String(id)}`, name, updatedAt },
});
const line = (id: number) => ({ json: { __parentId: `gid://shopify/Order/${String(id)}` } });
const kept = async () =>
  await db.query(
    `select order_id::int as id, name, field, to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD') as day
     from orders_set_apart order by order_id`,
  );

describe('orders set apart', () => {
  it('keep the newest state that was read, whatever comes later from an older file', async () => {
    await settle({ ...order(7, EARLIER, 'first'), field: 'name' });
    expect(await settle({ ...order(7, LATER, 'second'), field: 'processedAt' })).toBe(true);
    const newest = { id: 7, name: 'second', field: 'processedAt', day: '2026-10-02' };
    expect(await kept()).toEqual([newest]);
    await settle({ ...order(7, EARLIER, 'third'), field: 'name' });
    expect(await kept()).toEqual([newest]);
  });

  it('take a state without a time, and keep the name that a line does not have', async () => {
    await settle(order(7, LATER, 'named'));
    await settle({ ...line(7), field: 'quantity' });
    expect(await kept()).toEqual([{ id: 7, name: 'named', field: 'quantity', day: null }]);
    await settle(order(7, EARLIER, 'again'));
    expect(await kept()).toMatchObject([{ name: 'again', day: '2026-10-01' }]);
  });

  it('are not those that Shopify asked to erase', async () => {
    await withShop(shop, (tx) => rememberErased(tx, shop, { customers: [], orders: ['7'] }));
    expect(await settle(order(7, LATER))).toBe(false);
    expect(await settle(order(7, LATER), order(8, LATER))).toBe(true);
    expect((await kept()).map(({ id }) => id)).toEqual([8]);
  });

  it('end a reading that has more than ten thousand of them, naming its line', () => {
    const apart = new SetApart();
    for (let id = 1; id <= 10_000; id++) apart.add(new OutOfBounds('name', order(id, LATER).json));
    // the same order again is no further one
    apart.add(new OutOfBounds('name', order(1, LATER).json), 10_001);
    expect(apart.size).toBe(10_000);
    expect(() => {
      apart.add(new OutOfBounds('name', order(10_001, LATER).json), 10_002);
    }).toThrow(new MalformedLine(10_002, 'name: out of bounds'));
  });
});
