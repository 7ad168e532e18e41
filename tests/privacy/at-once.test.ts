import { beforeAll, describe, expect, it } from 'vitest';
import { takeComplianceRequest } from '../../app/privacy/requests/door.server';
import { redactCustomer } from '../../app/privacy/erase/customer.server';
import { prepareFile } from '../../app/privacy/requests/file.server';
import { shopIdSchema, sql, withShop, type ShopId } from '../../app/store/db.server';
import { rememberErased } from '../../app/store/secrets/erased-ids.server';
import { createStagingTable, stagingTable } from '../../app/ingest/staging/staging.server';
import { deleteAnswer } from '../../app/survey/answer/delete-answer.server';
import { database } from '../support/database';
import { addOrder } from '../support/shops/survey-shop';
import { eventually } from '../support/eventually';

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

/** Stores a waiting request. @returns its number */
async function waiting(kind: string, webhook: string): Promise<number> {
  const [request] = await db.query(
    `insert into privacy_requests (shop_id, kind, webhook_id, customer_id, order_ids, state, received_at, due_at)
     values ($1, $2, $3, $4, '{}', 'waiting', now(), now()) returning id`,
    [shop, kind, webhook, WHO],
  );
  return Number(request?.id);
}

/** The number of the app's transactions that wait for a lock. */
const held = async () => {
  const rows = await db.query(
    `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length;
};

describe('a data request of a customer during the erasure', () => {
  it('does not store the ids again after the erasure', async () => {
    const erasure = await waiting('customerRedact', 'erasure');
    // the door has found no erased id, and cannot write yet
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
    await eventually(async () => expect(await held()).toBe(1));
    const erased = redactCustomer(shop, erasure);
    await eventually(async () => expect(await held()).toBe(2));
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

  it('is answered as erased if the erasure ran before it', async () => {
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

describe('anonymous answers to the orders of an erased customer', () => {
  const given = (orders: number[]) =>
    db.query(
      `insert into survey_answers (shop_id, source, language, order_id, score, comment, answered_at, changed_at)
       select $1, 'thank_you', 'ja', ordered, 3, 'words', now(), now() from unnest($2::bigint[]) ordered`,
      [shop, orders],
    );
  const kept = async () => {
    const rows = await db.query('select order_id from survey_answers order by order_id');
    return rows.map((row) => Number(row.order_id));
  };

  it('are deleted with orders named by Shopify, known, or read by a running import', async () => {
    await addOrder(db, shop, 1, WHO);
    await addOrder(db, shop, 2, 5);
    const staged = stagingTable(shop, 9, 'orders', 0);
    await withShop(shop, (tx) => createStagingTable(tx, shop, 9, 'orders'));
    const columns =
      'id, customer_id, name, processed_at, updated_at, test, currency, taxes_included';
    await db.query(
      `insert into ${staged.sql} (${columns}, subtotal, current_subtotal, refund_discrepancy)
       select own.*, '#1', now(), now(), false, 'JPY', true, 1, 1, 0 from (values (3, ${WHO}), (4, 5)) own`,
    );
    await given([1, 2, 3, 4, 7, 8]);
    const erasure = await waiting('customerRedact', 'with orders');
    // order 7 was never read
    await db.query(`update privacy_requests set order_ids = '{7}' where id = $1`, [erasure]);
    await redactCustomer(shop, erasure);
    expect(await kept()).toEqual([2, 4, 8]);
    expect(await db.query(`select id, customer_id from ${staged.sql} order by id`)).toEqual([
      { id: '3', customer_id: null },
      { id: '4', customer_id: '5' },
    ]);
    await withShop(shop, (tx) => tx.query(sql`drop table ${staged}`));
  });

  it('that a merchant has deleted do not reveal the order, and stay deleted', async () => {
    await addOrder(db, shop, 11, WHO);
    await given([11]);
    const [own] = await db.query('select id::text from survey_answers where order_id = 11');
    await deleteAnswer(shop, String(own?.id));
    await redactCustomer(shop, await waiting('customerRedact', 'once more'));
    expect(await db.query('select answer_id, order_id, customer_id from deleted_answers')).toEqual([
      { answer_id: own?.id, order_id: null, customer_id: null },
    ]);
  });
});
