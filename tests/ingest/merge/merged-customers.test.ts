import { beforeEach, expect, it } from 'vitest';
import { moveAnswersOfMerged } from '../../../app/ingest/merge/merged-customers.server';
import { join, sql, withShop, type ShopId } from '../../../app/store/db.server';
import { database } from '../../support/database';
import { addShop } from '../../support/shops/shop';

const db = await database();

let shop: ShopId;
beforeEach(async () => {
  await db.query(
    `truncate shops, survey_answers, survey_refusals, survey_waiting, referrals, dirty_days, dirty_customers,
       snapshots cascade`,
  );
  shop = await addShop(db);
});

/** Merges each first customer into the second. @returns whether an answer moved */
const merged = (...pairs: [gone: number, kept: number][]) =>
  withShop(shop, (tx) =>
    moveAnswersOfMerged(
      tx,
      shop,
      sql`select gone, kept from (values ${join(
        pairs.map(([gone, kept], at) => sql`(${at}::int, ${String(gone)}, ${String(kept)})`),
      )}) own(at, gone, kept) order by at`,
    ),
  );

const all = async (statement: string): Promise<unknown[]> =>
  (await db.query(statement)).map((row) => Object.values(row));

it('a refusal of both stays once; one for an order, of another survey or for another reason stays too', async () => {
  await db.query(
    `insert into survey_refusals (shop_id, source, survey, customer_id, order_id, why, refused_at)
     select $1, 'storefront', own.*, now() from (values
       ('nps', 1, null, 'off'), ('nps', 2, null, 'off'),
       ('nps', 1, 5, 'off'),
       ('other', 1, null, 'off'),
       ('nps', 1, null, 'asked_lately'), ('nps', 2, 6, 'asked_lately'),
       ('nps', 1, null, 'too_many')) own`,
    [shop],
  );
  expect(await merged([1, 2])).toBe(false);
  expect(
    await all(
      'select customer_id::int, survey, why, order_id::int from survey_refusals order by survey, why, order_id',
    ),
  ).toEqual([
    [2, 'nps', 'asked_lately', 6],
    [2, 'nps', 'asked_lately', null],
    [2, 'nps', 'off', 5],
    [2, 'nps', 'off', null],
    [2, 'nps', 'too_many', null],
    [2, 'other', 'off', null],
  ]);
});

it('of two messages that wait with one proof the later one stays; other proofs are other messages', async () => {
  const [EARLY, LATE] = ['2026-10-01T00:00:00Z', '2026-10-02T00:00:00Z'];
  const waits: [
    order: number,
    hash: string | null,
    who: number,
    score: number,
    at: string | null,
  ][] = [
    [71, null, 1, 1, EARLY],
    [71, null, 2, 2, LATE],
    [72, 'a', 1, 1, LATE],
    [72, 'a', 2, 2, EARLY],
    [73, 'a', 1, 1, EARLY],
    [73, 'b', 2, 2, LATE],
    [74, null, 1, 1, EARLY],
    [74, 'a', 2, 2, LATE],
    // one was only shown
    [75, null, 1, 1, EARLY],
    [75, null, 2, 2, null],
    [76, null, 1, 1, null],
    [76, null, 2, 2, null],
    [77, null, 2, 2, EARLY],
    [77, null, 1, 1, EARLY],
  ];
  for (const [id, hash, who, score, at] of waits)
    await db.query(
      `insert into survey_waiting (shop_id, order_id, number_hash, customer_id, sender, source, received_at, shown_at,
         score, changed_at) values ($1, $2, $3, $4, '\\x01', 'thank_you', now(), now(), $5, $6)`,
      [shop, id, hash === null ? null : Buffer.from(hash), who, score, at],
    );
  await merged([1, 2]);
  expect(
    await all(
      'select order_id::int, score, customer_id::int from survey_waiting order by order_id, score',
    ),
  ).toEqual([
    [71, 2, 2],
    [72, 1, 2],
    [73, 1, 2],
    [73, 2, 2],
    [74, 1, 2],
    [74, 2, 2],
    [75, 1, 2],
    [76, 2, 2],
    [77, 1, 2],
  ]);
});

it('a referral follows its customers; none is left of a customer by the same one', async () => {
  await db.query(
    `insert into referrals (shop_id, referred_customer_id, referrer_customer_id, referred_at)
     select $1, own.*, now() from (values
       (1, 90), (50, 1),
       (3, 4),
       (6, 5),
       (7, 91), (8, 92),
       (11, 93), (12, 11)) own`,
    [shop],
  );
  await merged([1, 2], [3, 4], [5, 6], [7, 8], [11, 12]);
  expect(
    await all(
      'select referred_customer_id::int, referrer_customer_id::int from referrals order by 1',
    ),
  ).toEqual([
    [2, 90],
    // both were referred: the customer who stays keeps their own
    [8, 92],
    // 12 was referred by 11, which is the same one now: what stays is that of 11
    [12, 93],
    [50, 2],
  ]);
});

it('a moved answer marks both customers, its day by the shop’s clock, and the kept days after the first', async () => {
  await db.query(
    `insert into survey_answers (shop_id, source, language, customer_id, score, answered_at, changed_at)
     select $1, 'storefront', 'ja', who, 9, at, at
     from (values (1, '2026-10-02T20:00:00Z'::timestamptz), (1, '2026-10-06T03:00:00Z'), (5, '2026-09-01T03:00:00Z')) own(who, at)`,
    [shop],
  );
  await db.query(
    `insert into snapshots (shop_id, as_of, numbers, computed_at)
     select $1, as_of, '{}', now() from unnest('{2026-10-03,2026-10-04,2026-10-07}'::date[]) as_of`,
    [shop],
  );
  const marks = async () => ({
    days: (await all('select distinct day::text from dirty_days order by 1')).flat(),
    customers: (
      await all('select distinct customer_id::int from dirty_customers order by 1')
    ).flat(),
    stale: (await all('select as_of::text from snapshots where stale order by 1')).flat(),
  });
  expect(await merged([3, 4])).toBe(false);
  expect(await marks()).toEqual({ days: [], customers: [], stale: [] });
  // the second merge moves what the first has moved, the third moves nothing
  expect(await merged([1, 2], [2, 6], [3, 4])).toBe(true);
  expect(await marks()).toEqual({
    days: ['2026-10-03', '2026-10-06'],
    customers: [1, 2, 6],
    stale: ['2026-10-04', '2026-10-07'],
  });
  expect(await all('select distinct customer_id::int from survey_answers order by 1')).toEqual([
    [5],
    [6],
  ]);
});
