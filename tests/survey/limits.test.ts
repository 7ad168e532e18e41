import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { action } from '../../app/routes/storefront/checkout-survey';
import { action as storefront } from '../../app/routes/storefront/proxy-survey';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import {
  answerOf,
  fromCheckout,
  fromStorefront,
  proxied,
  sessionToken,
} from '../support/doors/buyers';
import { addGuestOrders, DOMAIN, numberOf } from '../support/shops/survey-shop';

const OTHER = 'other-shop.myshopify.com';
const db = await database();

beforeEach(async () => {
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views, survey_refusals, survey_waiting, survey_waiting_changes, survey_rates',
  );
  await addGuestOrders(db, await addShop(db, DOMAIN), 1);
});

const answer = (order: number) => ({
  ...{ kind: 'answer', key: randomUUID(), source: 'thank_you', order: String(order) },
  ...{ number: numberOf(order), language: 'ja', score: 9 },
});
const send = async (body: object, token = sessionToken()) =>
  await answerOf(action, fromCheckout(body, { token }));
const statuses = async (sending: Promise<Response>[]) => {
  const counts = new Map<number, number>();
  for (const { status } of await Promise.all(sending))
    counts.set(status, (counts.get(status) ?? 0) + 1);
  return Object.fromEntries(counts);
};
/** Counts as another web process would. */
const counted = (who: string, messages: number) =>
  db.query(
    `insert into survey_rates (shop_id, who, since, messages)
     select id, $1, now(), $2 from shops`,
    [who, messages],
  );

describe('a sender of more messages than a buyer', () => {
  it('with one session token has to wait', async () => {
    const token = sessionToken();
    const sending = Array.from({ length: 40 }, () => send(answer(1), token));
    expect(await statuses(sending)).toEqual({ 200: 30, 429: 10 });
    expect(await db.query('select 1 from survey_answers')).toHaveLength(1);
    const refused = await send(answer(99), token);
    const told: unknown = await refused.json();
    expect(told).toMatchObject({ error: 'too_many', retryAfterSeconds: expect.any(Number) });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('with one session token about unproved orders has to wait', async () => {
    const token = sessionToken();
    const sending = Array.from({ length: 30 }, (_, order) => send(answer(order + 2), token));
    expect(await statuses(sending)).toEqual({ 200: 20, 429: 10 });
    expect(await db.query('select 1 from survey_waiting')).toHaveLength(20);
    // a minute later too, and for the rest of the day; proved messages are accepted
    await db.query(`update survey_rates set since = since - interval '2 minutes'`);
    expect((await send(answer(99), token)).status).toBe(429);
    expect((await send(answer(1), token)).status).toBe(200);
  });

  it('as one customer about orders of others has to wait', async () => {
    const token = () => sessionToken({ says: { sub: 'gid://shopify/Customer/5' } });
    for (const first of [100, 200, 300]) {
      const sending = Array.from({ length: 25 }, (_, n) => send(answer(first + n), token()));
      expect(await statuses(sending)).toEqual(first === 300 ? { 200: 10, 429: 15 } : { 200: 25 });
      await db.query(`update survey_rates set since = since - interval '2 minutes'`);
    }
  });

  it('about one order has to wait, however many tokens it has', async () => {
    const sending = Array.from({ length: 40 }, () => send(answer(1)));
    expect(await statuses(sending)).toEqual({ 200: 30, 429: 10 });
  });

  it('on the storefront about orders of others uses up no limit of their buyers', async () => {
    const from = (customer: number) =>
      answerOf(
        storefront,
        fromStorefront({ ...answer(1), source: 'storefront' }, { customer: String(customer) }),
      );
    await Promise.all(Array.from({ length: 40 }, (_, customer) => from(customer + 1)));
    expect((await send(answer(1))).status).toBe(200);
  });

  it('as one customer has to wait, and others of the shop do not', async () => {
    const token = (customer: number) =>
      sessionToken({ says: { sub: `gid://shopify/Customer/${customer}` } });
    const sending = Array.from({ length: 31 }, (_, order) => send(answer(order + 1), token(5)));
    expect(await statuses(sending)).toMatchObject({ 429: 1 });
    expect((await send(answer(50), token(6))).status).toBe(200);
  });

  it('is accepted again after a minute', async () => {
    const token = sessionToken();
    await Promise.all(Array.from({ length: 31 }, () => send(answer(1), token)));
    expect((await send(answer(1), token)).status).toBe(429);
    await db.query(`update survey_rates set since = since - interval '1 minute'`);
    expect((await send(answer(1), token)).status).toBe(200);
  });

  it('leaves no row that identifies it', async () => {
    await send(
      answer(123_456_789),
      sessionToken({ says: { sub: 'gid://shopify/Customer/987654' } }),
    );
    expect(JSON.stringify(await db.query('select * from survey_rates'))).not.toMatch(
      /123456|987654/,
    );
  });
});

describe('a signature of the app proxy', () => {
  const says = (own: object) => ({
    ...{ ...answer(1), order: undefined, source: 'storefront', visitor: randomUUID() },
    ...own,
  });
  const sendBy = (query: URLSearchParams, own: object = {}) =>
    answerOf(storefront, fromStorefront(says(own), { query }));
  const many = (query: URLSearchParams, times: number, own: object = {}) =>
    statuses(Array.from({ length: times }, () => sendBy(query, own)));

  it('is valid for a customer’s messages within a second, and for no more', async () => {
    const query = proxied([], { customer: '5' });
    expect(await many(query, 30)).toEqual({ 200: 5, 429: 25 });
    expect(await many(query, 1, { kind: 'ask' })).toEqual({ 429: 1 });
    expect(await db.query('select 1 from survey_answer_changes')).toHaveLength(5);
    // the next request has a new signature, and so has another customer's
    expect(await many(proxied([], { customer: '5', age: -1 }), 1)).toEqual({ 200: 1 });
    expect(await many(proxied([], { customer: '6' }), 1)).toEqual({ 200: 1 });
  });

  it('is the same one in upper case, and invalid with further characters', async () => {
    const query = proxied([], { customer: '5' });
    await many(query, 5);
    query.set('signature', String(query.get('signature')).toUpperCase());
    expect(await many(query, 1)).toEqual({ 429: 1 });
    query.set('signature', `${String(query.get('signature'))}zz`);
    expect(await many(query, 1)).toEqual({ 401: 1 });
  });

  it('stays used for as long as it is valid', async () => {
    const query = proxied([], { customer: '5' });
    await many(query, 5);
    await db.query(`update survey_rates set since = since - interval '170 seconds'`);
    expect(await many(query, 1)).toEqual({ 429: 1 });
  });

  it('of unknown visitors is counted for each of them and together', async () => {
    const query = proxied([]);
    expect(await many(query, 8, { visitor: randomUUID() })).toEqual({ 200: 5, 429: 3 });
    expect(await many(query, 20)).toEqual({ 200: 15, 429: 5 });
    expect(await many(query, 1, { kind: 'ask' })).toEqual({ 200: 1 });
    expect(await many(proxied([], { age: 60 }), 1)).toEqual({ 200: 1 });
  });
});

describe('a shop under a flood of messages', () => {
  it('is counted over all web processes, and blocks no other shop', async () => {
    await counted('shop', 30_000);
    expect((await send(answer(1))).status).toBe(429);
    await addShop(db, OTHER);
    expect((await send(answer(1), sessionToken({ says: { dest: OTHER } }))).status).toBe(200);
  });

  it('is counted by one message in thirty, each as thirty', async () => {
    const [counted] = await db.query(
      `with shop as (select id, set_config('app.shop_id', id::text, false) from shops),
         sent as (select survey_too_many(shop.id, jsonb_build_object('at', now(),
           'limits', '[{"who": "shop", "most": 30000}]'::jsonb)) as wait from shop, generate_series(1, 3000))
       select count(wait)::int as refused from sent`,
    );
    expect(counted).toEqual({ refused: 0 });
    const [rate] = await db.query('select messages from survey_rates');
    // five standard deviations of a hundred steps
    expect(rate?.messages).toBeGreaterThan(1_500);
    expect(rate?.messages).toBeLessThan(4_500);
  });

  it('of unknown visitors still accepts its customers', async () => {
    await counted('shop-anonymous-answer', 1_200);
    const from = (visitor: string | null, customer = '', kind = 'answer') =>
      answerOf(
        storefront,
        fromStorefront(
          { ...answer(1), source: 'storefront', order: undefined, visitor, kind },
          { customer, shop: DOMAIN },
        ),
      );
    expect((await from(randomUUID())).status).toBe(429);
    expect((await from(null, '5')).status).toBe(200);
    // questions use up no limit of answers
    expect((await from(randomUUID(), '', 'ask')).status).toBe(200);
    await db.query(`delete from survey_rates where who = 'shop-anonymous-answer'`);
    await db.query(`update survey_rates set messages = 1200 where who = 'shop-anonymous-ask'`);
    expect((await from(randomUUID(), '', 'ask')).status).toBe(429);
    expect((await from(randomUUID())).status).toBe(200);
    expect((await send(answer(1))).status).toBe(200);
  });

  it.each([
    ['a minute', 'shop-anonymous-answer', 60, 0, 60],
    ['a minute', 'shop-anonymous-answer', 60, 5_000, 500],
    ['a minute', 'shop-anonymous-answer', 60, 1_000_000, 1_200],
    ['a day', 'shop-anonymous-answer-day', 86_400, 0, 500],
    ['a day', 'shop-anonymous-answer-day', 86_400, 100, 2_000],
  ])(
    'of unknown visitors accepts as many in %s as fit its orders a day: %s',
    async (_, who, seconds, ordersADay, most) => {
      await db.query('update shops set orders_a_day = $1', [ordersADay]);
      const ago = `now() - make_interval(secs => ${seconds - 5})`;
      const from = async (messages: number) => {
        await db.query('truncate survey_rates');
        await db.query(
          `insert into survey_rates (shop_id, who, since, messages) select id, $1, ${ago}, $2 from shops`,
          [who, messages],
        );
        const says = { ...answer(1), order: undefined, source: 'storefront' };
        const sent = fromStorefront({ ...says, visitor: randomUUID() });
        return (await answerOf(storefront, sent)).status;
      };
      expect(await from(most)).toBe(429);
      expect(await from(most - Math.max(1, Math.floor(most / 1_000)))).toBe(200);
    },
  );

  it('has as its orders a day those of the last 24 hours, without older and future ones, and those that webhooks named and nothing has read', async () => {
    await addGuestOrders(db, await addShop(db, OTHER), 1, 2, 3, 4);
    const at = new Date();
    await db.query(
      `insert into reread_requests (shop_id, kind, id, requested_at, reported_deleted)
       select shops.id, kind, request, $1::timestamptz - ago::interval, deleted
       from shops, (values ('order', 1, '0', false), ('order', 11, '0', false), ('order', 12, '23 hours', false),
         ('order', 13, '25 hours', false), ('order', 14, '0', true), ('customer', 15, '0', false)) as own (kind, request, ago, deleted)
       where domain = $2`,
      [at, OTHER],
    );
    await db.query(
      `update orders set processed_at = $1::timestamptz +
         (array['0', '-1 day', '-1 day 1 second', '1 second'])[id]::interval
       where shop_id = (select id from shops where domain = $2)`,
      [at, OTHER],
    );
    await db.query(
      `select set_config('app.shop_id', id::text, true), survey_count_orders_a_day(id, $1) from shops where domain = $2`,
      [at, OTHER],
    );
    expect(
      await db.query('select orders_a_day as counted from shops where domain = $1', [OTHER]),
    ).toEqual([{ counted: 4 }]);
  });
});
