import { describe, expect, it } from 'vitest';
import { customerStage } from '../../app/metrics/rollup/customer-stage.server';
import { NO_NPS, snapshotSchema } from '../../app/metrics/snapshot';
import type { ShopId } from '../../app/store/db.server';
import { database } from '../support/database';
import { handBook } from './books/build';
import { few } from './books/counted';
import { measured, shopWith } from '../support/numbers/measure';
import type { AnswerFact } from './oracle/settings';

const db = await database();
const D = '2024-06-01';

/** Two customers with two orders each, 1001 and 1002, 1003 and 1004. */
const book = handBook({
  name: 'two customers',
  asOf: D,
  orders: [1, 2].flatMap((customer) =>
    ['2024-03-01', '2024-04-01'].map((at) => ({ customer, at, amount: 1000 })),
  ),
  expected: {},
});

const toOrder = (orderId: number, score: number): AnswerFact => ({
  orderId,
  score,
  at: `2024-05-0${String(orderId - 1000)}T03:00:00Z`,
});

/** Changes orders as the app does: marks their customers and days, before and after. */
async function change(shop: ShopId, statement: string): Promise<void> {
  const mark = async () => {
    await db.query(
      'insert into dirty_customers (shop_id, customer_id) select shop_id, customer_id from orders where shop_id = $1 and customer_id is not null',
      [shop],
    );
    await db.query(
      'insert into dirty_days (shop_id, day) select shop_id, processed_at::date from orders where shop_id = $1',
      [shop],
    );
  };
  await mark();
  await db.query(statement, [shop]);
  await mark();
}

describe('the answers of a shop', () => {
  it('are empty without any, also in a snapshot of before the survey', async () => {
    const numbers = await measured(await shopWith(db, book), D);
    expect(numbers.nps).toEqual(NO_NPS);
    const { nps, ...before } = numbers;
    expect(snapshotSchema.parse(before).nps).toEqual(nps);
  });

  it('get their customer with the order, and lose it with the order', async () => {
    const shop = await shopWith(db, book, { answers: [toOrder(1002, 10), toOrder(1003, 4)] });
    await db.query('create table kept as select * from orders where shop_id = $1 and id = 1002', [
      shop,
    ]);
    await change(shop, 'delete from orders where shop_id = $1 and id = 1002');
    const without = await measured(shop, D);
    expect(without.nps).toMatchObject({ headline: few(0, 0, 1), guests: few(1, 0, 0) });
    expect(without.stages).toMatchObject({ purchaser: 1, customer: 1, fan: 0 });
    expect(await customerStage(shop, '1')).toBe('purchaser');
    await change(shop, 'insert into orders select * from kept where shop_id = $1');
    const known = await measured(shop, D);
    expect(known.nps).toMatchObject({ headline: few(1, 0, 1), guests: few(0, 0, 0) });
    expect(known.stages).toMatchObject({ purchaser: 0, customer: 1, fan: 1 });
    expect(await customerStage(shop, '1')).toBe('fan');
    expect(await customerStage(shop, '2')).toBe('customer');
    await change(shop, 'update orders set customer_id = null where shop_id = $1 and id = 1003');
    expect((await measured(shop, D)).nps).toMatchObject({
      headline: few(1, 0, 0),
      guests: few(0, 0, 1),
      allAnswers: 2,
    });
  });

  it('move when two customers merge into one, who then counts once', async () => {
    const shop = await shopWith(db, book, { answers: [toOrder(1002, 10), toOrder(1003, 4)] });
    await change(shop, 'update orders set customer_id = 2 where shop_id = $1');
    const numbers = await measured(shop, D);
    expect(numbers.nps).toMatchObject({ headline: few(0, 0, 1), allAnswers: 2 });
    // they bought on the same days: two purchases
    expect(numbers.stages).toMatchObject({ customer: 1, fan: 0 });
    expect(await customerStage(shop, '2')).toBe('customer');
  });

  it('count with their latest score, on the day of the first one', async () => {
    const shop = await shopWith(db, book, { answers: [toOrder(1002, 2)] });
    await db.query(
      `update survey_answers set score = 9, changed_at = answered_at + interval '29 minutes' where shop_id = $1`,
      [shop],
    );
    expect((await measured(shop, D)).nps.trend[0]).toEqual({ day: '2024-05-02', ...few(1, 0, 0) });
    expect((await measured(shop, '2024-05-03')).nps.headline).toEqual(few(1, 0, 0));
    expect((await measured(shop, '2024-05-02')).nps.headline).toEqual(few(0, 0, 0));
    expect(await measured(shop, '2024-05-03')).toMatchObject({ stages: { customer: 1, fan: 1 } });
  });

  it('exclude another shop’s, whatever orders and customers those name', async () => {
    await shopWith(db, book, { answers: [toOrder(1002, 10)] });
    const shop = await shopWith(db, book, { answers: [toOrder(1004, 0)] });
    expect((await measured(shop, D)).nps).toMatchObject({ headline: few(0, 0, 1), allAnswers: 1 });
  });
});
