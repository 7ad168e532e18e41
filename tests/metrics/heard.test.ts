import { describe, expect, it } from 'vitest';
import { measureDetail } from '../../app/metrics/filter/measure-filtered.server';
import type { Heard } from '../../app/metrics/newcomers/heard.server';
import type { Snapshot } from '../../app/metrics/snapshot';
import type { ShopId } from '../../app/store/db.server';
import { database } from '../support/database';
import { measured, shopWith } from '../support/numbers/measure';
import { randomBook, randomSettings } from '../support/shops/random-book';
import { handBook } from './books/build';
import { oracleHeard } from './oracle/heard';

const db = await database();
const asOf = '2024-06-01';
const bought = (customer: number, at: string) => ({ customer, at, amount: 1000 });

const SHOP = handBook({
  name: 'how newcomers heard of the shop',
  asOf,
  orders: [
    bought(1, '2024-05-01'),
    bought(2, '2024-05-02'),
    bought(3, '2024-05-03'),
    // a newcomer on the first of the 365 days, and one on the day before
    bought(4, '2023-06-02'),
    bought(5, '2023-06-01'),
    // not before D
    bought(6, '2024-06-01'),
  ],
  expected: {},
});

const heardOf = async (shop: ShopId, base: Snapshot) =>
  (await measureDetail(shop, 'heard', {}, base, new Date(`${base.asOf}T12:00:00Z`))) as Heard;

/** Gives a customer's first order, or the one at `place`, an answer. */
async function says(shop: ShopId, customer: number, choice: string, at: string, place = 1) {
  await db.query(
    `insert into heard_answers (shop_id, order_id, choice, source, at)
     select $1, id, $3, 'thank_you', $4 from orders where shop_id = $1 and customer_id = $2
     order by processed_at, id limit 1 offset $5 - 1 on conflict do nothing`,
    [shop, customer, choice, at, place],
  );
}

describe('how newcomers heard of the shop', () => {
  it('counts each newcomer of the last 365 days once, by an answer before D, or as unanswered', async () => {
    const shop = await shopWith(db, SHOP);
    const base = await measured(shop, asOf);
    expect(await heardOf(shop, base)).toEqual({ newcomers: 4, answers: [], unanswered: 4 });
    await says(shop, 1, 'friend', '2024-05-01T12:00:00Z');
    await says(shop, 3, 'friend', '2024-06-01T12:00:00Z');
    await says(shop, 4, 'other', '2023-06-02T12:00:00Z');
    await says(shop, 5, 'friend', '2023-06-01T12:00:00Z');
    expect(await heardOf(shop, base)).toEqual({
      newcomers: 4,
      answers: [
        { choice: 'friend', customers: 1 },
        { choice: 'other', customers: 1 },
      ],
      unanswered: 2,
    });
  });

  it.each([1, 2, 3])('agrees with a plain reading of random shop %i', async (seed) => {
    const book = randomBook(seed);
    const settings = randomSettings(seed, book);
    const shop = await shopWith(db, book, settings);
    const base = await measured(shop, asOf);
    const choices = ['friend', 'magazine', 'other'];
    const orders = await db.query(
      `select id::text, customer_id::text as customer, processed_at as at from orders
       where shop_id = $1 and customer_id is not null order by id`,
      [shop],
    );
    const given = orders
      .filter((_, index) => index % 3 === seed % 3)
      .map(({ id, customer, at }, index) => ({
        ...{ order: String(id), customer: String(customer), at: at as Date },
        choice: choices[index % choices.length] ?? 'other',
      }));
    for (const { order, choice, at } of given)
      await db.query(
        `insert into heard_answers (shop_id, order_id, choice, source, at) values ($1, $2, $3, 'link', $4)`,
        [shop, order, choice, at],
      );
    const firsts = await db.query(
      `select customer_id::text as customer, day::text from purchases where shop_id = $1 and number = 1`,
      [shop],
    );
    const [zone] = await db.query('select timezone from shops where id = $1', [shop]);
    expect(await heardOf(shop, base)).toEqual(
      oracleHeard(
        firsts.map(({ customer, day }) => ({ customer: String(customer), day: String(day) })),
        given,
        { asOf: base.asOf, timezone: String(zone?.timezone) },
      ),
    );
  });
});
