import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { action } from '../../app/routes/storefront/checkout-survey';
import { action as storefront } from '../../app/routes/storefront/proxy-survey';
import { database } from '../setup/database';
import { addShop } from '../setup/shop';
import { answerOf, fromCheckout, fromStorefront, sessionToken } from './buyers';
import { DOMAIN } from './survey-shop';

const OTHER = 'other-shop.myshopify.com';
const db = await database();

beforeEach(async () => {
  await db.query(
    'truncate shops, survey_answers, survey_answer_changes, survey_views, survey_refusals, survey_rates',
  );
  await addShop(db, DOMAIN);
});

const answer = (order: number) => ({
  ...{ kind: 'answer', key: randomUUID(), source: 'thank_you', order: String(order) },
  ...{ language: 'ja', score: 9 },
});
const send = async (body: object, token = sessionToken()) =>
  await answerOf(action, fromCheckout(body, { token }));
const statuses = async (sending: Promise<Response>[]) => {
  const counts = new Map<number, number>();
  for (const { status } of await Promise.all(sending))
    counts.set(status, (counts.get(status) ?? 0) + 1);
  return Object.fromEntries(counts);
};
/** As another web process would have counted. */
const counted = (who: string, messages: number) =>
  db.query(
    `insert into survey_rates (shop_id, who, slot, since, messages)
     select id, $1, 0, now(), $2 from shops`,
    [who, messages],
  );

describe('who sends more than a buyer would', () => {
  it('by one session token is told to wait, whatever orders he names', async () => {
    const token = sessionToken();
    const sending = Array.from({ length: 40 }, (_, order) => send(answer(order + 1), token));
    expect(await statuses(sending)).toEqual({ 200: 30, 429: 10 });
    expect(await db.query('select 1 from survey_answers')).toHaveLength(30);
    const refused = await send(answer(99), token);
    const told: unknown = await refused.json();
    expect(told).toMatchObject({ error: 'too_many', retryAfterSeconds: expect.any(Number) });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('of one order is told to wait, however many tokens he has', async () => {
    const sending = Array.from({ length: 40 }, () => send(answer(1)));
    expect(await statuses(sending)).toEqual({ 200: 30, 429: 10 });
  });

  it('on the storefront about orders that are not his takes nothing from their buyers', async () => {
    const from = (customer: number) =>
      answerOf(
        storefront,
        fromStorefront({ ...answer(1), source: 'storefront' }, { customer: String(customer) }),
      );
    await Promise.all(Array.from({ length: 40 }, (_, customer) => from(customer + 1)));
    expect((await send(answer(1))).status).toBe(200);
  });

  it('as one customer is told to wait, and others of the shop are not', async () => {
    const token = (customer: number) =>
      sessionToken({ says: { sub: `gid://shopify/Customer/${customer}` } });
    const sending = Array.from({ length: 31 }, (_, order) => send(answer(order + 1), token(5)));
    expect(await statuses(sending)).toMatchObject({ 429: 1 });
    expect((await send(answer(50), token(6))).status).toBe(200);
  });

  it('is heard again after a minute', async () => {
    const token = sessionToken();
    await Promise.all(Array.from({ length: 31 }, () => send(answer(1), token)));
    expect((await send(answer(1), token)).status).toBe(429);
    await db.query(`update survey_rates set since = since - interval '1 minute'`);
    expect((await send(answer(1), token)).status).toBe(200);
  });

  it('leaves nothing behind that says who he is', async () => {
    await send(
      answer(123_456_789),
      sessionToken({ says: { sub: 'gid://shopify/Customer/987654' } }),
    );
    expect(JSON.stringify(await db.query('select * from survey_rates'))).not.toMatch(
      /123456|987654/,
    );
  });
});

describe('a shop whose doors are stormed', () => {
  it('is counted over all web processes, and stops no other shop', async () => {
    await counted('shop', 30_000);
    expect((await send(answer(1))).status).toBe(429);
    await addShop(db, OTHER);
    expect((await send(answer(1), sessionToken({ says: { dest: OTHER } }))).status).toBe(200);
  });

  it('is counted by one message in thirty, each for thirty', async () => {
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

  it('by visitors whom nobody knows still hears its customers', async () => {
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
    // who asks takes nothing from those who answer
    expect((await from(randomUUID(), '', 'ask')).status).toBe(200);
    await db.query(`delete from survey_rates where who = 'shop-anonymous-answer'`);
    await db.query(`update survey_rates set messages = 1200 where who = 'shop-anonymous-ask'`);
    expect((await from(randomUUID(), '', 'ask')).status).toBe(429);
    expect((await from(randomUUID())).status).toBe(200);
    expect((await send(answer(1))).status).toBe(200);
  });
});
