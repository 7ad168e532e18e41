import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { shopIdSchema, withShop, type ShopId } from '../../app/store/db.server';
import { adoptWaiting } from '../../app/store/survey/waiting-answers.server';
import { holdSnapshots } from '../../app/store/work/stale-snapshots';
import { askQuestion, dismissQuestion, recordAnswer } from '../../app/survey/answer/answer.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import {
  addGuestOrders,
  addOrder,
  answer,
  ask,
  dismissal,
  DOMAIN,
} from '../support/shops/survey-shop';
import { eventually } from '../support/eventually';

const db = await database();

let shop: ShopId;
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views, survey_refusals, survey_waiting, survey_waiting_changes, survey_echoes, survey_echo_keys, survey_rates, deleted_answers',
  );
  shop = shopIdSchema.parse(await addShop(db, DOMAIN));
  await addGuestOrders(db, shop, 1, 2);
});

const at = (minutes: number) => ({ at: new Date(Date.UTC(2026, 9, 1, 12, minutes)) });
const TABLES = ['answers', 'answer_changes', 'views', 'waiting', 'waiting_changes'];
const rows = async () =>
  (
    await Promise.all(
      [...TABLES, 'echoes', 'echo_keys'].map((table) => db.query(`select * from survey_${table}`)),
    )
  ).flat();
/** A hundred changes, which is the limit of one sender. */
const HUNDRED = [
  `insert into survey_answer_changes (shop_id, key, answer_id, score, comment, at)
   select shop_id, gen_random_uuid(), id, 9, comment, answered_at from survey_answers, generate_series(1, 100)`,
  `insert into survey_waiting_changes (shop_id, key, waiting_id, score, comment, at)
   select shop_id, gen_random_uuid(), id, 9, comment, answered_at from survey_waiting, generate_series(1, 100)`,
  `insert into survey_echo_keys (shop_id, key, sender)
   select shop_id, gen_random_uuid(), sender from survey_echoes, generate_series(1, 100)`,
];

/** A sender, and what the message is about. */
interface Sender {
  says: Parameters<typeof answer>[0] & Parameters<typeof ask>[0];
  customer?: string;
}
const of = (order: string, number?: string): Sender => ({
  says: { order, ...(number !== undefined && { number }) },
});
const onStorefront = (visitor?: string): Sender['says'] => ({
  ...{ source: 'storefront', order: undefined, visitor },
});

describe.each<[who: string, own: Sender, other: Sender]>([
  ['the buyer of another order', of('1'), of('2')],
  ['another sender of an unknown order', of('701'), of('701', 'OTHER')],
  ['the sender of another unknown order', of('701'), of('702')],
  ['another sender with a wrong proof', of('1', 'A'), of('1', 'B')],
  [
    'another customer without an order',
    { says: onStorefront(), customer: '5' },
    { says: onStorefront(), customer: '6' },
  ],
  ['another visitor', { says: onStorefront(randomUUID()) }, { says: onStorefront(randomUUID()) }],
])('what %s has said', (_, own, other) => {
  it('is unchanged by all that this sender says, changes, takes back and dismisses', async () => {
    const when = ({ customer }: Sender, minutes: number) => ({ ...at(minutes), customer });
    const words = { score: 3, reason: 'product', comment: 'Cold', voice: true } as const;
    const theirs = answer({ ...other.says, ...words });
    await askQuestion(DOMAIN, ask(other.says), when(other, 0));
    await recordAnswer(DOMAIN, theirs, when(other, 1));
    for (const statement of HUNDRED) await db.query(statement);
    const before = await rows();
    const say = async (minutes: number, says: Sender['says'] & Parameters<typeof answer>[0]) =>
      await recordAnswer(DOMAIN, answer({ ...own.says, ...says }), when(own, minutes));
    // the first message has a key of theirs: no row of it stays
    expect(await say(2, { key: theirs.key })).toEqual({ refused: 'key_used' });
    expect(await rows()).toEqual(before);
    expect(await askQuestion(DOMAIN, ask(own.says), when(own, 3))).toMatchObject({ ask: true });
    expect(await say(4, { comment: 'Warm', score: 9 })).toMatchObject({ recorded: true, score: 9 });
    expect(await say(5, { comment: '', score: 8 })).toMatchObject({ recorded: true, score: 8 });
    await dismissQuestion(DOMAIN, dismissal(own.says), when(own, 6));
    expect(await rows()).toEqual(expect.arrayContaining(before));
    // and each sender is told its own score
    const told = async (sender: Sender) =>
      await askQuestion(DOMAIN, ask(sender.says), when(sender, 7));
    expect(await told(other)).toMatchObject({ why: 'answered', answered: { score: 3 } });
    expect(await told(own)).toMatchObject({ why: 'answered', answered: { score: 8 } });
  });
});

it('an answer of a customer on the storefront leaves their answer about an order unchanged', async () => {
  await addOrder(db, shop, 3, 5);
  await recordAnswer(DOMAIN, answer({ order: '3', score: 3 }), { ...at(0), customer: '5' });
  const lately = { why: 'asked_lately' };
  const of5 = { ...at(1), customer: '5' };
  expect(await askQuestion(DOMAIN, ask(onStorefront()), of5)).toMatchObject(lately);
  expect(await recordAnswer(DOMAIN, answer({ ...onStorefront(), score: 8 }), of5)).toMatchObject(
    lately,
  );
  expect(await db.query('select score from survey_answers')).toEqual([{ score: 3 }]);
});

it('published words that are replaced need approval again, with consent too', async () => {
  await recordAnswer(DOMAIN, answer({ comment: 'Lovely', voice: true }), at(0));
  await db.query(`update survey_answers set voice_state = 'published'`);
  await recordAnswer(DOMAIN, answer({ comment: 'Buy at example.com', voice: true }), at(1));
  expect(await db.query('select voice_state from survey_answers')).toEqual([
    { voice_state: 'consented' },
  ]);
});

it('a change is refused if its key is that of another order’s answer, not committed yet', async () => {
  for (const order of ['1', '2']) await recordAnswer(DOMAIN, answer({ order, score: 7 }), at(0));
  const change = answer({ score: 2 });
  const first = await db.pool.connect();
  await first.query('begin');
  await first.query(
    `insert into survey_answer_changes (shop_id, key, answer_id, score, at)
     select shop_id, $1, id, 9, answered_at from survey_answers where order_id = 2`,
    [change.key],
  );
  const reply = recordAnswer(DOMAIN, change, at(1));
  await eventually(async () => {
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'`;
    expect(await db.query(waiting)).toHaveLength(1);
  });
  await first.query('commit');
  first.release();
  expect(await reply).toEqual({ refused: 'key_used' });
  expect(await db.query('select order_id, score from survey_answers order by 1')).toEqual([
    { order_id: '1', score: 7 },
    { order_id: '2', score: 7 },
  ]);
});

it('a deleted answer of an order does not stop the adoption of another order’s answer', async () => {
  for (const order of ['701', '702']) await recordAnswer(DOMAIN, answer({ order }), at(0));
  await db.query(
    `insert into deleted_answers (shop_id, answer_id, survey, order_id, deleted_at)
     select id, 1, 'nps', 701, now() from shops`,
  );
  for (const order of [701, 702]) await addOrder(db, shop, order, 5);
  await withShop(shop, async (tx) => {
    await holdSnapshots(tx, shop);
    await adoptWaiting(tx, shop, at(1).at);
  });
  expect(await db.query('select order_id from survey_answers')).toEqual([{ order_id: '702' }]);
});
