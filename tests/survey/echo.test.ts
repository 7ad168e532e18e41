import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { shopIdSchema, withShop, type ShopId } from '../../app/store/db.server';
import { rememberErased } from '../../app/store/secrets/erased-ids.server';
import { holdSnapshots } from '../../app/store/work/stale-snapshots';
import { adoptWaiting } from '../../app/store/survey/waiting-answers.server';
import { askQuestion, dismissQuestion, recordAnswer } from '../../app/survey/answer/answer.server';
import { expireSurvey } from '../../app/privacy/expire/survey.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { addOrder, answer, ask, dismissal, DOMAIN, numberOf } from '../support/shops/survey-shop';

const db = await database();

let shop: ShopId;
beforeEach(async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views, survey_refusals, survey_waiting, survey_waiting_changes, survey_echoes, survey_echo_keys, survey_rates, erased_ids, erasure_keys',
  );
  shop = shopIdSchema.parse(await addShop(db, DOMAIN));
});

const at = (minutes: number) => new Date(Date.UTC(2026, 9, 1, 12, minutes));
const DAY = 24 * 60;
const arrives = async (order: string) => {
  await addOrder(db, shop, Number(order), 5);
  await withShop(shop, async (tx) => {
    await holdSnapshots(tx, shop);
    await adoptWaiting(tx, shop, at(DAY));
  });
};
const leaves = async (order: string) => {
  await db.query('delete from orders where id = $1', [order]);
};
const night = async (minutes: number) => {
  await expireSurvey(shop, at(minutes));
};
const everything = async () =>
  await Promise.all(
    ['answers', 'answer_changes', 'views', 'refusals', 'waiting', 'waiting_changes'].map((table) =>
      db.query(`select * from survey_${table} order by 1, 2`),
    ),
  );

/** A sender and its proof. */
interface Proof {
  number: string | null;
  customer?: string;
}
/** Proofs of none of the orders below. */
const WRONG: [what: string, proof: Proof][] = [
  ['a guessed number', { number: 'GUESSED12' }],
  ['the number of an order of their own', { number: numberOf(900) }],
  ['another customer', { number: null, customer: '900' }],
  ['another customer and a guess', { number: 'GUESSED12', customer: '900' }],
];

type Step = (order: string, proof: Proof) => Promise<unknown>;
const asks =
  (minutes: number, says: object = {}): Step =>
  (order, { number, customer }) =>
    askQuestion(DOMAIN, ask({ order, number, ...says }), { at: at(minutes), customer });
const answers =
  (minutes: number, says: object = {}): Step =>
  (order, { number, customer }) =>
    recordAnswer(DOMAIN, answer({ order, number, ...says }), { at: at(minutes), customer });
const dismisses =
  (minutes: number): Step =>
  (order, { number, customer }) =>
    dismissQuestion(DOMAIN, dismissal({ order, number }), { at: at(minutes), customer });

/** The same about an unknown order. */
const elsewhere =
  (step: Step): Step =>
  (_order, proof) =>
    step('777', proof);

/** The messages of a sender, in order. Each run has new keys. */
const VISITS: [what: string, steps: (keys: string[]) => Step[]][] = [
  [
    'answers, asks, sends it again, changes score and words, dismisses and comes back',
    ([first, second]) => [
      ...[asks(0), answers(1, { key: first, score: 3, reason: 'product', comment: 'Cold' })],
      ...[asks(2), answers(3, { key: first, score: 9 }), asks(4)],
      ...[answers(5, { key: second, score: 8, comment: 'Warm', voice: true }), asks(6)],
      ...[answers(7, { comment: '', score: 8 }), dismisses(8), asks(9)],
      ...[
        asks(10, { source: 'order_status' }),
        answers(40),
        answers(41, { key: second }),
        asks(42),
      ],
    ],
  ],
  ['dismisses, asks and answers', () => [dismisses(0), asks(1), answers(2, { score: 0 }), asks(3)]],
  [
    'asks, and again when the order should have come',
    () => [asks(0), asks(8 * DAY), answers(8 * DAY + 1, { score: 2 }), asks(8 * DAY + 2)],
  ],
  [
    'answers, and returns after a week',
    () => [
      answers(0, { score: 4 }),
      asks(7 * DAY - 1),
      () => night(7 * DAY - 1),
      asks(7 * DAY - 1),
      () => night(7 * DAY + 1),
      asks(7 * DAY + 1),
    ],
  ],
  [
    'makes more changes than the app accepts',
    () => [...Array.from({ length: 102 }, (_, n) => answers(1, { score: n % 11 })), asks(2)],
  ],
  [
    'sends a submission’s key of another order',
    ([key]) => [
      ...[answers(0, { key }), elsewhere(answers(1, { key, score: 1 }))],
      ...[elsewhere(asks(2)), asks(2), elsewhere(answers(3))],
    ],
  ],
];

describe.each(WRONG)('a sender with %s', (_, proof) => {
  const of = async (order: string, steps: Step[], between: (step: number) => Promise<unknown>) => {
    const told: unknown[] = [];
    for (const [step, send] of steps.entries()) {
      await between(step);
      told.push(await send(order, proof));
    }
    return told;
  };
  const never = () => Promise.resolve();

  it.each(VISITS)(
    'that %s gets the same reply about a known order as about an unknown one',
    async (_, visit) => {
      const steps = () => visit([randomUUID(), randomUUID()]);
      const middle = Math.floor(steps().length / 2);
      for (const known of ['1', '2', '3', '4']) await addOrder(db, shop, Number(known), 5);
      // 2 has an answer, 3 was dismissed, 4 has no number
      await recordAnswer(DOMAIN, answer({ order: '2' }), { at: at(-2 * DAY) });
      await dismissQuestion(DOMAIN, dismissal({ order: '3' }), { at: at(-DAY) });
      await addOrder(db, shop, 4, null, null);
      const before = await everything();
      const unknown = await of('701', steps(), never);
      expect(unknown.filter((told) => told !== undefined).length).toBeGreaterThan(3);
      await db.query('delete from survey_waiting');
      for (const known of ['1', '2', '3', '4']) {
        expect(await of(known, steps(), never), known).toEqual(unknown);
        await db.query('delete from survey_waiting where order_id = 777');
        expect(await everything()).toEqual(before);
      }
      // orders that come and go while the sender sends
      await db.query('delete from survey_echoes');
      const comes = (step: number) => (step === middle ? arrives('702') : never());
      expect(await of('702', steps(), comes)).toEqual(unknown);
      const goes = (step: number) => (step === middle ? leaves('1') : never());
      await db.query('delete from survey_waiting where order_id = 777');
      expect(await of('1', steps(), goes)).toEqual(unknown);
    },
  );
});

describe('an echo', () => {
  const sends = async (order: string, customer?: string) => {
    const words = { comment: 'words of a stranger', voice: true, number: 'GUESSED12' };
    await recordAnswer(DOMAIN, answer({ order, ...words }), { at: at(0), customer });
  };
  const echoes = () => db.query('select * from survey_echoes');

  it('has no order, no customer and no word, and only its sender sees it', async () => {
    for (const known of [71_000_001, 71_000_002]) await addOrder(db, shop, known, 5);
    await sends('71000001', '9000000007');
    const text = JSON.stringify([await echoes(), await db.query('select * from survey_echo_keys')]);
    expect(text).not.toMatch(/71000001|9000000007|words/);
    const seen = async (says: object, customer?: string) =>
      await askQuestion(DOMAIN, ask({ order: '71000001', ...says }), { at: at(1), customer });
    expect(await seen({ number: 'guessed12 ' }, '9000000007')).toMatchObject({ why: 'answered' });
    expect(await seen({ number: 'GUESSED12' })).toMatchObject({ ask: true });
    expect(await seen({ number: 'GUESSED12', order: '71000002' }, '9000000007')).toMatchObject({
      ask: true,
    });
    expect(await seen({ number: numberOf(71_000_001) })).toMatchObject({ ask: true });
  });

  it('never becomes an answer, whatever happens to its order', async () => {
    await addOrder(db, shop, 1, 5);
    await sends('1');
    await leaves('1');
    await sends('1');
    await addOrder(db, shop, 1, 5, 'GUESSED12');
    await withShop(shop, async (tx) => {
      await holdSnapshots(tx, shop);
      expect(await adoptWaiting(tx, shop, at(1))).toEqual({ proved: 0, wrong: 0 });
    });
    expect(await db.query('select 1 from survey_answers')).toEqual([]);
  });

  it('of one key is one, however many come at once about known and unknown orders', async () => {
    await addOrder(db, shop, 1, 5);
    const key = randomUUID();
    const sent = ['1', '701', '1', '702'].map((order) =>
      recordAnswer(DOMAIN, answer({ order, key, number: 'GUESSED12' }), { at: at(0) }),
    );
    const told = (await Promise.all(sent)).map((reply) => 'recorded' in reply);
    // both of order 1 are the same submission
    expect([told[0], told.filter(Boolean).length]).toEqual(
      told[0] === true ? [true, 2] : [false, 1],
    );
    expect(told[2]).toBe(told[0]);
  });

  it('is kept for a week, and counted among the unproved messages of the day', async () => {
    await addOrder(db, shop, 1, 5);
    await sends('1');
    await night(7 * DAY - 1);
    expect(await echoes()).toHaveLength(1);
    await night(7 * DAY + 1);
    expect([await echoes(), await db.query('select * from survey_echo_keys')]).toEqual([[], []]);
    const limits = [
      { who: 'shop-unproved-day', most: 0, seconds: 86_400, of: 'unproved' as const },
    ];
    const refused = { refused: 'too_many' };
    const full = answer({ order: '1', number: 'GUESSED12' });
    expect(await recordAnswer(DOMAIN, full, { at: at(0), limits })).toMatchObject(refused);
    expect(await echoes()).toEqual([]);
  });

  it('is not needed for the same reply to a sender without a proof about an erased order', async () => {
    await withShop(shop, (tx) => rememberErased(tx, shop, { customers: [], orders: ['1'] }));
    for (const order of ['1', '701'])
      expect(await askQuestion(DOMAIN, ask({ order, number: null }), { at: at(0) })).toEqual({
        ...{ ask: false, why: 'unproved', answered: null },
      });
    expect(await echoes()).toEqual([]);
  });
});
