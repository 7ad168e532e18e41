import { beforeEach, describe, expect, it } from 'vitest';
import { askQuestion, recordAnswer } from '../../app/survey/answer/answer.server';
import { readOrderLinks } from '../../app/survey/links/order-links.server';
import { type ShopId } from '../../app/store/db.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { addOrder, answer, ask, DOMAIN } from '../support/shops/survey-shop';

const OTHER = 'other-shop.myshopify.com';
const db = await database();
let shop: ShopId;
beforeEach(async () => {
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views cascade',
  );
  shop = await addShop(db, DOMAIN);
});

/** The lines of the file as the app yields them, several at once. */
const slices = async () => {
  const made: string[] = [];
  for await (const slice of await readOrderLinks({ id: shop, domain: DOMAIN }))
    made.push(slice.text);
  return made;
};
/** The rows of the file, cell by cell. */
const links = async () => {
  const lines = (await slices()).join('').split('\r\n').slice(0, -1);
  return lines.map((line) => line.slice(1, -1).split('","'));
};
const named = async (id: number, name: string) =>
  await db.query('update orders set name = $2 where id = $1', [id, name]);

describe('the links for a merchant’s mails', () => {
  it('are one for each order of the last sixty days with a known customer, under the shop’s own path', async () => {
    await addOrder(db, shop, 7, 70);
    await addOrder(db, shop, 8, null);
    await addOrder(db, shop, 9, 90);
    await db.query(`update orders set processed_at = now() - interval '61 days' where id = 9`);
    await db.query(`update shops set settings = '{"survey":{"proxyPath":"/tools/voice"}}'`);
    const [line, ...others] = await links();
    expect(others).toEqual([]);
    expect(line?.slice(0, 3)).toEqual(['#1', '7', '70']);
    expect(line?.[3]).toMatch(
      /^https:\/\/tea-shop\.myshopify\.com\/tools\/voice\/survey\?token=\S+$/,
    );
  });

  it('leave out answered orders, cancelled ones and tests', async () => {
    for (const id of [1, 2, 3, 4]) await addOrder(db, shop, id, 10 + id);
    await recordAnswer(DOMAIN, answer({ order: '1' }));
    await db.query('update orders set cancelled_at = now() where id = 2');
    await db.query('update orders set test = true where id = 3');
    expect((await links()).map(([, id]) => id)).toEqual(['4']);
  });

  it('leave out refunded orders, and customers who were asked or have answered lately', async () => {
    for (const id of [1, 2, 3, 4, 5, 6, 7]) await addOrder(db, shop, id, 10 + id);
    await db.query(`update orders set financial_status = 'REFUNDED' where id = 1`);
    await db.query(`update orders set financial_status = 'VOIDED' where id = 2`);
    await db.query(`update orders set financial_status = 'PARTIALLY_REFUNDED' where id = 3`);
    // another order of the same customers: shown, and answered
    const older = `update orders set processed_at = now() - interval '9 days' where id = any($1)`;
    for (const id of [24, 25]) await addOrder(db, shop, id, id - 10);
    await db.query(older, [[24, 25]]);
    await askQuestion(DOMAIN, ask({ order: '24' }));
    await recordAnswer(DOMAIN, answer({ order: '25' }));
    // asked without an order, and about this order
    await askQuestion(DOMAIN, ask({ source: 'storefront', order: undefined }), { customer: '16' });
    await askQuestion(DOMAIN, ask({ order: '7' }));
    const ids = async () => (await links()).map(([, id]) => id).sort();
    expect(await ids()).toEqual(['3', '7']);
    await db.query(
      `update survey_views set shown_at = now() - interval '91 days';
       update survey_answers set answered_at = now() - interval '91 days'`,
    );
    expect(await ids()).toEqual(['3', '4', '5', '6', '7']);
  });

  it('lead each customer to their newest order', async () => {
    for (const id of [1, 2, 3]) await addOrder(db, shop, id, 5);
    await db.query(`update orders set processed_at = now() - interval '2 days' where id <> 2`);
    expect((await links()).map(([, id]) => id)).toEqual(['2']);
  });

  it('are of this shop alone', async () => {
    const other = await addShop(db, OTHER);
    await addOrder(db, Number(other), 5, 50);
    expect(await links()).toEqual([]);
  });

  it('hold no formula, and escape quotes', async () => {
    await addOrder(db, shop, 7, 70);
    await named(7, '＝1+1 "x"');
    expect((await slices())[0]).toMatch(/^"'＝1\+1 ""x""","7","70",/);
  });

  it('are made in slices, with other requests in between', async () => {
    await addOrder(db, shop, 1, 1);
    await db.query(
      `insert into orders select (jsonb_populate_record(own, jsonb_build_object('id', n, 'customer_id', n))).*
       from orders own, generate_series(2, 1700) n`,
    );
    let turns = 0;
    let counting = true;
    const turn = () => {
      turns += 1;
      if (counting) setImmediate(turn);
    };
    setImmediate(turn);
    const seen: number[] = [];
    const ids = new Set<string>();
    for await (const { text: slice } of await readOrderLinks({ id: shop, domain: DOMAIN })) {
      seen.push(turns);
      for (const [, id] of slice.matchAll(/^"#1","(\d+)"/gm)) ids.add(String(id));
      expect(slice.split('\r\n').length).toBeLessThanOrEqual(501);
    }
    counting = false;
    expect(ids.size).toBe(1_700);
    // four slices: each came in a later turn of the loop than the one before
    expect(seen).toHaveLength(4);
    for (const at of [1, 2, 3]) expect(seen[at]).toBeGreaterThan(seen[at - 1] ?? Infinity);
  });
});
