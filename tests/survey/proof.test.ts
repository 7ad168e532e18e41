import { randomUUID } from 'node:crypto';
import { register } from 'prom-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { action } from '../../app/routes/storefront/checkout-survey';
import { env } from '../../app/env.server';
import { removeExpired } from '../../app/privacy/expire/remove-expired.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { answerOf, fromCheckout, sessionToken } from '../support/doors/buyers';
import { addOrder, DOMAIN, numberOf } from '../support/shops/survey-shop';

const db = await database();

let shop = 0;
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views, survey_refusals, survey_waiting, survey_waiting_changes, survey_rates, erased_ids, erasure_keys',
  );
  shop = await addShop(db, DOMAIN);
});

type Says = Record<string, unknown>;
const about = (order: number, says: Says = {}) => ({
  ...{ source: 'thank_you', order: `gid://shopify/OrderIdentity/${order}` },
  ...{ number: numberOf(order), language: 'ja', ...says },
});
const ask = (order: number, says?: Says) => ({ kind: 'ask', ...about(order, says) });
const dismissal = (order: number, says?: Says) => ({ kind: 'dismissal', ...about(order, says) });
const answer = (order: number, says?: Says) => ({
  ...{ kind: 'answer', key: randomUUID(), score: 9 },
  ...about(order, says),
});
/** Sends with a new token of the shop's checkout each time. */
const send = async (body: object, customer?: number) => {
  const says = customer === undefined ? {} : { sub: `gid://shopify/Customer/${customer}` };
  const response = await answerOf(action, fromCheckout(body, { token: sessionToken({ says }) }));
  return { status: response.status, told: (await response.json()) as Says };
};
const answers = () =>
  db.query(
    'select order_id::int as order, score, comment, voice_state from survey_answers order by order_id',
  );
const everything = async () =>
  await Promise.all(
    ['survey_answers', 'survey_answer_changes', 'survey_views', 'survey_refusals'].map((table) =>
      db.query(`select * from ${table} order by 1, 2`),
    ),
  );
const waiting = () =>
  db.query('select order_id::int as order, score from survey_waiting order by order_id, id');

/** Attempts of a stranger with a token of the shop, an order of their own, and a guess. */
const ATTACKS: [what: string, says: Says, customer?: number][] = [
  ['without a number', { number: undefined }],
  ['with an empty number', { number: '' }],
  ['with blanks', { number: '  ' }],
  ['with a guessed number', { number: 'GUESSED12' }],
  ['with the number of an order of their own', { number: numberOf(900) }],
  ['with the name of the order', { number: '#1' }],
  ['as another customer', { number: null }, 900],
  ['as another customer with a guess', { number: 'GUESSED12' }, 900],
  ['from the order status page', { source: 'order_status', number: 'GUESSED12' }],
];

describe.each(ATTACKS)('a stranger %s', (_, says, customer) => {
  const OTHERS = [1, 2, 3, 4, 5, 6];
  beforeEach(async () => {
    await addOrder(db, shop, 900, 900);
    for (const order of OTHERS) await addOrder(db, shop, order, order % 2 === 0 ? order : null);
    await send(answer(1, { score: 10, comment: 'また買います', voice: true }));
    await send(ask(2));
    // orders without a confirmation number: old ones, drafts, the shop's own till
    await addOrder(db, shop, 3, null, null);
  });

  it('reads, overwrites, answers and dismisses nothing of other people’s orders', async () => {
    const before = await everything();
    for (const order of OTHERS) {
      const asked = await send(ask(order, says), customer);
      expect(asked.told).toMatchObject({ answered: null });
      await send(answer(order, { score: 0, comment: 'bad', voice: false, ...says }), customer);
      await send(dismissal(order, says), customer);
    }
    expect(await everything()).toEqual(before);
    expect(await waiting()).toEqual([]);
    expect(await db.query('select 1 from survey_waiting_changes')).toEqual([]);
    expect(await answers()).toEqual([
      { order: 1, score: 10, comment: 'また買います', voice_state: 'consented' },
    ]);
    // and the buyer still is asked
    expect((await send(ask(4))).told).toMatchObject({ ask: true });
  });

  it('gets the same reply about a known order as about an unknown one', async () => {
    for (const kind of [ask, answer, dismissal]) {
      // 5 is known, 1 has an answer, 2 was asked, 777 is no order
      const replies = await Promise.all(
        [5, 1, 2, 777].map((order) => send(kind(order, { score: 3, ...says }), customer)),
      );
      const [first, ...others] = replies.map(({ status, told }) => ({
        ...{ status, keys: Object.keys(told) },
        told: { ...told, changeableUntil: typeof told.changeableUntil },
      }));
      for (const other of others) expect(other).toEqual(first);
    }
  });

  it('leaves no permanent row of orders that do not exist', async () => {
    for (const order of [701, 702])
      for (const kind of [ask, answer, dismissal]) await send(kind(order, says), customer);
    expect((await answers()).map(({ order }) => order)).toEqual([1]);
    expect(await db.query('select 1 from survey_views where order_id > 700')).toEqual([]);
    const offset = env().CLOCK_OFFSET_MS;
    env().CLOCK_OFFSET_MS = 7 * 864e5 + 60_000;
    try {
      await removeExpired();
    } finally {
      env().CLOCK_OFFSET_MS = offset;
    }
    expect(await waiting()).toEqual([]);
    expect(await db.query('select 1 from survey_waiting_changes')).toEqual([]);
  });
});

it('a stranger who names every order of a shop changes no answer and no view of any', async () => {
  const orders = Array.from({ length: 116 }, (_, at) => at + 1);
  await addOrder(db, shop, 1, null);
  // all with a number of their own, as copies of the first with another hash
  await db.query(
    `insert into orders select (jsonb_populate_record(known, jsonb_build_object('id', other.id,
       'confirmation_hash', '\\x' || md5(other.id::text)))).* from orders known, unnest($1::bigint[]) other(id) where other.id > 1`,
    [orders],
  );
  await send(answer(1, { score: 10 }));
  const before = await everything();
  await Promise.all(
    orders.flatMap((order) => [
      send(answer(order, { score: 0, number: 'GUESSED12' })),
      send(dismissal(order, { number: numberOf(1_000 + order) })),
    ]),
  );
  expect(await everything()).toEqual(before);
});

describe('the buyer of a known order', () => {
  it.each([
    ['by its number', numberOf(1), undefined],
    ['by its number in lower case', numberOf(1).toLowerCase(), undefined],
    ['by its number, whatever customer is logged in', numberOf(1), 6],
    ['as its customer', null, 5],
    ['as its customer, by any number', 'GUESSED12', 5],
  ])('is known %s', async (_, number, customer) => {
    await addOrder(db, shop, 1, 5);
    expect((await send(ask(1, { number }), customer)).told).toMatchObject({ ask: true });
    expect((await send(answer(1, { number, score: 8 }), customer)).status).toBe(200);
    expect(await db.query('select order_id, customer_id, score from survey_answers')).toEqual([
      { order_id: '1', customer_id: customer === 5 ? '5' : null, score: 8 },
    ]);
    expect((await send(ask(1, { number }), customer)).told).toMatchObject({
      why: 'answered',
      answered: { score: 8 },
    });
  });

  it('gets the question without a number only as its customer', async () => {
    await addOrder(db, shop, 1, 5);
    const why = { ask: false, why: 'unproved', answered: null };
    expect((await send(ask(1, { number: undefined }))).told).toEqual(why);
    expect((await send(ask(777, { number: undefined }))).told).toEqual(why);
    expect((await send(ask(1, { number: undefined }), 5)).told).toMatchObject({ ask: true });
  });

  it('is not blocked by a stranger who names the order again and again', async () => {
    await addOrder(db, shop, 1, 5);
    const wrong = Array.from({ length: 40 }, () => send(answer(1, { number: 'GUESSED12' })));
    expect((await Promise.all(wrong)).map(({ status }) => status)).toContain(429);
    expect((await send(answer(1))).status).toBe(200);
  });

  it('is not blocked when the shop has used up its unproved messages of the day', async () => {
    await addOrder(db, shop, 1, 5);
    await db.query(
      `insert into survey_rates (shop_id, who, since, messages) values ($1, 'shop-unproved-day', now(), 2000)`,
      [shop],
    );
    expect((await send(answer(1, { number: 'GUESSED12' }))).status).toBe(429);
    expect((await send(answer(777))).status).toBe(429);
    expect((await send(answer(1))).status).toBe(200);
    // as many as fit the shop's orders a day
    await db.query('update shops set orders_a_day = 1000');
    expect((await send(answer(777))).status).toBe(200);
  });

  it('is accepted in a sale that began after the last count of orders', async () => {
    await db.query(
      `insert into survey_rates (shop_id, who, since, messages) values ($1, 'shop-unproved-day', now(), 2000)`,
      [shop],
    );
    // refused retries use up nothing of the limit that comes
    for (let order = 1_001; order <= 1_060; order += 1)
      expect((await send(answer(order))).status).toBe(429);
    for (let order = 1; order <= 168; order += 1) await addOrder(db, shop, order, null);
    await db.query('update orders set processed_at = now()');
    // orders are counted at most once a minute
    expect((await send(answer(777))).status).toBe(429);
    await db.query(
      `update survey_rates set since = since - interval '1 minute' where who = 'orders-a-day'`,
    );
    expect((await send(answer(777))).status).toBe(200);
    expect(await db.query('select orders_a_day from shops')).toEqual([{ orders_a_day: 168 }]);
  });
});

describe('the keys of a shop', () => {
  it('are the same after they are encrypted again, and new after the shop is deleted', async () => {
    const keys = env();
    const first = keys.TOKEN_ENCRYPTION_KEYS;
    await addOrder(db, shop, 1, null);
    await send(answer(1, { score: 4 }));
    try {
      keys.TOKEN_ENCRYPTION_KEYS = [...first, `v2:${Buffer.alloc(32, 8).toString('base64')}`];
      await removeExpired();
      expect((await send(ask(1))).told).toMatchObject({ answered: { score: 4 } });
    } finally {
      keys.TOKEN_ENCRYPTION_KEYS = first;
    }
    await db.query('truncate shops, orders');
    shop = await addShop(db, DOMAIN);
    await addOrder(db, shop, 1, null);
    expect((await send(answer(1, { score: 6 }))).told).toMatchObject({ recorded: true, score: 6 });
    expect(await db.query('select score from survey_answers where shop_id = $1', [shop])).toEqual([
      { score: 6 },
    ]);
  });

  it('are created with the first number, if nothing needed them before', async () => {
    await send(answer(1));
    const [row] = await db.query('select confirmation_key from shops');
    expect(row?.confirmation_key).toMatch(/^enc:/);
    expect(await waiting()).toEqual([{ order: 1, score: 9 }]);
  });
});

describe('an unusual share of unproved messages', () => {
  const alarms = async () =>
    Number(
      /^omega_survey_unproved_alarms_total (\d+)$/m.exec(await register.metrics())?.[1] ?? 'NaN',
    );

  it('raises one alarm, and buyers who wait for their orders raise none', async () => {
    // a shop without an alarm in the tests before
    const dest = 'alarmed.myshopify.com';
    await addOrder(db, await addShop(db, dest), 1, null);
    const sendTo = (body: object) =>
      answerOf(action, fromCheckout(body, { token: sessionToken({ says: { dest } }) }));
    const before = await alarms();
    await Promise.all(Array.from({ length: 30 }, (_, at) => sendTo(ask(800 + at))));
    expect(await alarms()).toBe(before);
    for (let at = 0; at < 30; at += 1) await sendTo(ask(1, { number: `GUESS${at}` }));
    expect(await alarms()).toBe(before + 1);
  });
});

describe('a network behind a trusted proxy', () => {
  const from = async (network: string, body: object) => {
    const request = fromCheckout(body, { token: sessionToken() });
    return (await action({ request, params: {}, context: { network } })).status;
  };

  it('has half of the unproved messages of a shop’s day, and every proved one', async () => {
    await addOrder(db, shop, 1, null);
    expect(await from('203.0.113.0/24', ask(801))).toBe(200);
    await db.query(`update survey_rates set messages = 1000 where who like 'network:%-day'`);
    expect(await from('203.0.113.0/24', ask(802))).toBe(429);
    expect(await from('203.0.113.0/24', ask(1))).toBe(200);
    expect(await from('198.51.100.0/24', ask(802))).toBe(200);
    expect(JSON.stringify(await db.query('select who from survey_rates'))).not.toMatch(
      /\d+\.\d+\.\d+/,
    );
  });
});
