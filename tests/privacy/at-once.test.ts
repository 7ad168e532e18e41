import { beforeAll, describe, expect, it, vi } from 'vitest';
import { takeComplianceRequest } from '../../app/shop/privacy-door.server';
import { redactCustomer } from '../../app/shop/privacy-erase.server';
import { prepareFile } from '../../app/shop/privacy-file.server';
import { shopIdSchema, withShop, type ShopId } from '../../app/store/db.server';
import { rememberErased } from '../../app/store/erased-ids.server';
import { database } from '../setup/database';

const db = await database();
const DOMAIN = 'tea-shop.myshopify.com';
const WHO = 7_100_000_000_191;
let shop: ShopId;
beforeAll(async () => {
  const [made] = await db.query(
    `insert into shops (domain, installed_at) values ($1, now()) returning id`,
    [DOMAIN],
  );
  shop = shopIdSchema.parse(made?.id);
});

/** Writes a request down that waits. @returns its number */
async function waiting(kind: string, webhook: string): Promise<number> {
  const [request] = await db.query(
    `insert into privacy_requests (shop_id, kind, webhook_id, customer_id, order_ids, state, received_at, due_at)
     values ($1, $2, $3, $4, '{}', 'waiting', now(), now()) returning id`,
    [shop, kind, webhook, WHO],
  );
  return Number(request?.id);
}

/** How many of the app's transactions wait for a lock. */
const held = async () => {
  const rows = await db.query(
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length;
};

describe('a request for the data of somebody who is being erased', () => {
  it('does not write his ids down behind the erasure’s back', async () => {
    const erasure = await waiting('customerRedact', 'erasure');
    // the door has found that he was not erased, and cannot write yet
    const other = await db.pool.connect();
    await other.query('begin');
    await other.query(
      `insert into privacy_requests (shop_id, kind, webhook_id, state, received_at, due_at)
       values ($1, 'dataRequest', 'asked', 'waiting', now(), now())`,
      [shop],
    );
    const asked = takeComplianceRequest({
      topic: 'CUSTOMERS_DATA_REQUEST',
      domain: DOMAIN,
      webhookId: 'asked',
      eventId: null,
      triggeredAt: null,
      payload: { customer: { id: WHO } },
    });
    await vi.waitFor(async () => expect(await held()).toBe(1), 20_000);
    const erased = redactCustomer(shop, erasure);
    await vi.waitFor(async () => expect(await held()).toBe(2), 20_000);
    await other.query('rollback');
    other.release();
    await Promise.all([erased, asked]);
    const requests = await db.query(
      'select kind, state, customer_id from privacy_requests order by id',
    );
    expect(requests).toEqual([
      { kind: 'customerRedact', state: 'done', customer_id: null },
      { kind: 'dataRequest', state: 'erased', customer_id: null },
    ]);
  });

  it('is answered as erased where he was erased before its turn', async () => {
    await withShop(shop, (tx) =>
      rememberErased(tx, shop, { customers: [String(WHO)], orders: [] }),
    );
    const late = await waiting('dataRequest', 'late');
    await prepareFile(shop, late, () => Promise.resolve(null));
    const [request] = await db.query(
      'select state, customer_id, file from privacy_requests where id = $1',
      [late],
    );
    expect(request).toEqual({ state: 'erased', customer_id: null, file: null });
  });
});
