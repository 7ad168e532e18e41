import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { action, loader } from '../../app/routes/storefront/checkout-survey';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { answerOf, fromCheckout, sessionToken } from '../support/doors/buyers';
import { addGuestOrders, addOrder, DOMAIN, numberOf } from '../support/shops/survey-shop';

const OTHER = 'other-shop.myshopify.com';
const db = await database();

let shop = 0;
beforeEach(async () => {
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views, survey_refusals, survey_waiting, survey_waiting_changes, survey_rates',
  );
  shop = await addShop(db, DOMAIN);
  await addGuestOrders(db, shop, 1, 2);
});

const answer = (says: object = {}) => ({
  ...{
    kind: 'answer',
    key: randomUUID(),
    source: 'thank_you',
    order: 'gid://shopify/OrderIdentity/1',
    number: numberOf(1),
  },
  ...{ language: 'ja', score: 9, ...says },
});
const send = async (body: unknown, token?: string | null) => {
  const response = await answerOf(action, fromCheckout(body, token === undefined ? {} : { token }));
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  const told: unknown = await response.json();
  return { status: response.status, told, retryAfter: response.headers.get('retry-after') };
};
const stored = async () => {
  const tables = ['answers', 'answer_changes', 'views', 'refusals'];
  const counts = await Promise.all(
    tables.map((table) => db.query(`select 1 from survey_${table}`)),
  );
  return counts.map(({ length }) => length);
};
const NOTHING = [0, 0, 0, 0];

describe('the door of the checkout', () => {
  it('answers a preflight of any browser', async () => {
    const request = fromCheckout('', { method: 'OPTIONS', token: null });
    const response = await answerOf(loader, request);
    expect(response.status).toBe(204);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'Authorization, Content-Type',
    });
    const read = await answerOf(loader, fromCheckout('', { method: 'GET' }));
    expect([read.status, read.headers.get('access-control-allow-origin')]).toEqual([405, '*']);
  });

  it('accepts a question, an answer, its follow-up and a dismissal', async () => {
    const about = { source: 'thank_you', order: '1', number: numberOf(1) };
    const asked = await send({ kind: 'ask', language: 'ja', ...about });
    expect(asked).toMatchObject({ status: 200, told: { ask: true, followUps: { voice: true } } });
    const score = await send(answer({ score: 0 }));
    expect(score).toMatchObject({ status: 200, told: { recorded: true, score: 0 } });
    await send(answer({ score: 0, reason: 'product', comment: '味が薄い', voice: true }));
    expect(
      await db.query('select score, reason, comment, voice_state from survey_answers'),
    ).toEqual([{ score: 0, reason: 'product', comment: '味が薄い', voice_state: 'consented' }]);
    const put = await send({
      ...{ kind: 'dismissal', source: 'order_status' },
      ...{ order: '2', number: numberOf(2) },
    });
    expect(put).toMatchObject({ status: 200, told: { dismissed: true } });
    expect(await stored()).toEqual([1, 2, 2, 0]);
  });

  it('takes the customer from the token, for the customer’s own orders only', async () => {
    await addOrder(db, shop, 7, 5);
    const token = (customer: number) =>
      sessionToken({ says: { sub: `gid://shopify/Customer/${customer}` } });
    await send(answer({ order: '7', number: null }), token(6));
    expect(await stored()).toEqual(NOTHING);
    expect(await send(answer({ order: '7', number: null }), token(5))).toMatchObject({
      status: 200,
    });
    expect(await db.query('select customer_id from survey_answers')).toEqual([
      { customer_id: '5' },
    ]);
  });

  it('writes for the shop of the token, whatever the body has', async () => {
    const other = await addShop(db, OTHER);
    await addOrder(db, other, 7, 5);
    await addOrder(db, shop, 7, 6);
    await send(answer({ order: '7', number: numberOf(7), shop: OTHER }));
    expect(await db.query('select shop_id from survey_answers')).toEqual([{ shop_id: shop }]);
  });

  it.each([
    ['that is missing', null],
    ['that is not a JWT', 'nothing'],
    ['that another app signed', sessionToken({ secret: 'another' })],
    ['for another app', sessionToken({ says: { aud: 'another' } })],
    ['that has expired', sessionToken({ says: { exp: -11 } })],
    ['that is not valid yet', sessionToken({ says: { nbf: 60 } })],
    ['without a signature', sessionToken({ alg: 'none' })],
    ['of no shop', sessionToken({ says: { dest: 'evil.example' } })],
    [
      'of a host that only ends like a shop',
      sessionToken({ says: { dest: 'evil.example/.myshopify.com' } }),
    ],
    ['of a shop without the app', sessionToken({ says: { dest: OTHER } })],
    ['that is cut off', sessionToken().slice(0, -3)],
    ['with more to it', `${sessionToken()}.more`],
  ])('refuses a token %s, and stores nothing', async (_, token) => {
    expect(await send(answer(), token)).toMatchObject({
      status: 401,
      told: { error: 'unauthorized' },
    });
    expect(await stored()).toEqual(NOTHING);
  });

  it('accepts an address as the shop of a token, as customer accounts write it', async () => {
    const token = sessionToken({ says: { dest: `https://${DOMAIN}` } });
    expect(await send(answer(), token)).toMatchObject({ status: 200 });
  });

  it('refuses the token of a shop that has uninstalled the app', async () => {
    await db.query('update shops set uninstalled_at = now()');
    expect(await send(answer())).toMatchObject({ status: 401 });
    expect(await stored()).toEqual(NOTHING);
  });

  it.each([-1, 11, 5.5, null, '', '5', true, [5], { score: 5 }, 1e99, undefined])(
    'refuses %j as a score, and stores nothing',
    async (score) => {
      expect(await send(answer({ score }))).toMatchObject({
        status: 422,
        told: { error: 'bad_score' },
      });
      expect(await stored()).toEqual(NOTHING);
    },
  );

  it.each([
    ['NaN', 'not_json', 400],
    ['', 'not_json', 400],
    ['{"kind":"answer"', 'not_json', 400],
    ['[]', 'bad_message', 422],
    ['null', 'bad_message', 422],
    ['{}', 'bad_kind', 422],
    ['{"kind":"delete"}', 'bad_kind', 422],
  ])('refuses %s', async (body, error, status) => {
    expect(await send(body)).toMatchObject({ status, told: { error } });
  });

  it.each([
    ['bad_source', { source: 'storefront' }],
    ['bad_source', { source: 'link' }],
    ['bad_source', { source: 3 }],
    ['bad_order', { order: undefined }],
    ['bad_order', { order: 1 }],
    ['bad_order', { order: '0' }],
    ['bad_order', { order: '9223372036854775808' }],
    ['bad_order', { order: 'gid://shopify/Customer/1' }],
    ['bad_order', { order: "1'; drop table survey_answers" }],
    ['bad_number', { number: 1 }],
    ['bad_number', { number: 'A'.repeat(65) }],
    ['bad_key', { key: undefined }],
    ['bad_key', { key: 'mine' }],
    ['bad_reason', { score: 2, reason: 'weather' }],
    ['bad_edition', { score: 2, reason: 'other', edition: 3 }],
    ['bad_edition', { score: 2, reason: 'other', edition: '2' }],
    ['bad_comment', { comment: 5 }],
    ['bad_comment', { comment: ['words'] }],
    ['bad_voice', { voice: 'true' }],
    ['bad_language', { language: 81 }],
    ['comment_marks', { comment: `Z${'\u0301'.repeat(9)}` }],
    ['comment_too_long', { comment: '茶'.repeat(1_001) }],
  ])('replies %s to %j, and stores nothing', async (error, says) => {
    expect(await send(answer(says))).toMatchObject({ status: 422, told: { error } });
    expect(await stored()).toEqual(NOTHING);
  });

  it('counts the characters of a comment as a reader does', async () => {
    const family = '👨‍👩‍👧';
    expect(await send(answer({ comment: family.repeat(500) }))).toMatchObject({ status: 200 });
    expect(await send(answer({ comment: 'が'.normalize('NFD').repeat(1_000) }))).toMatchObject({
      status: 200,
    });
    expect(await send(answer({ comment: 'が'.normalize('NFD').repeat(1_001) }))).toMatchObject({
      told: { error: 'comment_too_long' },
    });
  });

  it('keeps words unchanged: signs that are not markup, lines, other scripts', async () => {
    const comment = 'I <3 tea & "biscuits"\n5 < 10, 日本語 {{ shop }} %}';
    await send(answer({ comment: `  ${comment.replace('\n', '\r\n')} \n` }));
    expect(await db.query('select comment from survey_answers')).toEqual([{ comment }]);
  });

  it.each([
    ['price<quality', 'price<quality'],
    ['Ann <a@b>', 'Ann <a@b>'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['pasted\vfrom a letter', 'pasted\nfrom a letter'],
    ['a\u0000b\u001b[31m half of \ud83d', 'ab[31m half of'],
  ])('normalises %j', async (comment, meant) => {
    expect(await send(answer({ comment }))).toMatchObject({ status: 200 });
    expect(await db.query('select comment from survey_answers')).toEqual([{ comment: meant }]);
  });

  it('refuses a character of thousands of parts', async () => {
    for (const parts of ['\u0301', '\u200d', '\u1160'])
      expect(await send(answer({ comment: `Z${parts.repeat(5_000)}` }))).toMatchObject({
        status: 422,
        told: { error: 'comment_too_long' },
      });
    expect(await stored()).toEqual(NOTHING);
  });

  it('refuses a body of more than 16 KB', async () => {
    const sent = { ...answer(), more: 'x'.repeat(16_384) };
    expect(await send(sent)).toMatchObject({ status: 413, told: { error: 'too_large' } });
    expect(await stored()).toEqual(NOTHING);
  });

  it('records one answer, however often it is retried', async () => {
    const sent = answer();
    const [token, again] = [sessionToken(), sessionToken()];
    const first = await send(sent, token);
    expect(await send(sent, token)).toEqual(first);
    expect(await send(sent, again)).toEqual(first);
    expect((await stored()).slice(0, 2)).toEqual([1, 1]);
  });
});
