import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { action } from '../../app/routes/storefront/proxy-survey';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { answerOf, fromStorefront, proxied } from '../support/doors/buyers';
import { DOMAIN } from '../support/shops/survey-shop';

const OTHER = 'other-shop.myshopify.com';
const VISITOR = randomUUID();
const db = await database();

beforeEach(async () => {
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views, survey_refusals, survey_rates',
  );
  await addShop(db, DOMAIN);
});

const answer = (says: object = {}) => ({
  ...{ kind: 'answer', key: randomUUID(), source: 'storefront', visitor: VISITOR },
  ...{ language: 'ja', score: 9, ...says },
});
const send = async (body: unknown, signing: Parameters<typeof fromStorefront>[1] = {}) => {
  const response = await answerOf(action, fromStorefront(body, signing));
  const told: unknown = await response.json();
  return { status: response.status, told };
};
const answers = () =>
  db.query(
    'select source, order_id, customer_id, score, comment, visitor is not null as anonymous from survey_answers order by id',
  );

describe('the door of the shop’s own pages', () => {
  it('accepts an anonymous visitor once, as unknown', async () => {
    const asked = await send({
      kind: 'ask',
      source: 'storefront',
      language: 'ja',
      visitor: VISITOR,
    });
    expect(asked).toMatchObject({ status: 200, told: { ask: true } });
    expect(await send(answer())).toMatchObject({ status: 200, told: { recorded: true } });
    await send(answer({ score: 3 }));
    expect(await answers()).toEqual([
      {
        ...{ source: 'storefront', order_id: null, customer_id: null },
        ...{ score: 3, comment: null, anonymous: true },
      },
    ]);
  });

  it('takes the customer from Shopify’s signature, never from the body', async () => {
    await send(answer({ customer: '6', logged_in_customer_id: '7' }), { customer: '5' });
    expect(await answers()).toMatchObject([{ customer_id: '5', anonymous: false }]);
  });

  it('requires a visitor or a customer', async () => {
    expect(await send(answer({ visitor: undefined }))).toMatchObject({
      status: 422,
      told: { error: 'bad_visitor' },
    });
  });

  it.each(['thank_you', 'order_status'])('refuses the source %s', async (source) => {
    expect(await send(answer({ source, order: '1' }))).toMatchObject({
      told: { error: 'bad_source' },
    });
  });

  const wrong: [string, () => URLSearchParams][] = [
    ['unsigned', () => new URLSearchParams({ shop: DOMAIN })],
    ['of another app', () => proxied([], { secret: 'another' })],
    ['of 91 seconds ago', () => proxied([], { age: 91 })],
    ['of the future', () => proxied([], { age: -100 })],
    ['of a shop without the app', () => proxied([], { shop: OTHER })],
    ['with another customer', () => change('logged_in_customer_id', '6')],
    ['with another shop', () => change('shop', OTHER)],
    ['with an added parameter', () => change('more', '1')],
    ['with two shops, both signed', () => proxied([['shop', OTHER]])],
    ['with two customers, both signed', () => proxied([['logged_in_customer_id', '6']])],
  ];
  const change = (key: string, value: string) => {
    const query = proxied([], { customer: '5' });
    query.set(key, value);
    return query;
  };
  it.each(wrong)('refuses a query %s, and stores nothing', async (_, query) => {
    expect(await send(answer(), { query: query() })).toMatchObject({
      status: 401,
      told: { error: 'unauthorized' },
    });
    expect(await answers()).toEqual([]);
  });

  it('accepts a signature over parameters of any names, in Shopify’s order', async () => {
    const query = proxied([
      ...[
        ['shop2', 'x'] as const,
        ['Path', 'b'] as const,
        ['a1', '1'] as const,
        ['a', '2'] as const,
      ],
      ...[['list', '1'] as const, ['list', '2'] as const, ['日本', '茶 と'] as const],
    ]);
    expect(await send(answer(), { query })).toMatchObject({ status: 200 });
  });

  it('accepts a request twice and records it once', async () => {
    const [query, sent] = [proxied([]), answer()];
    expect(await send(sent, { query })).toEqual(await send(sent, { query }));
    expect(await db.query('select 1 from survey_answer_changes')).toHaveLength(1);
  });

  it('refuses a request that another site made the browser send', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const signed = { customer: '5', headers };
    expect(await send(answer(), signed)).toMatchObject({ told: { error: 'cross_site' } });
    expect(await send(answer(), { headers: { 'content-type': 'text/plain' } })).toMatchObject({
      status: 415,
    });
    expect(await answers()).toEqual([]);
  });

  it('needs no session of the shop', async () => {
    expect(await db.query('select 1 from sessions')).toEqual([]);
    expect(await send(answer())).toMatchObject({ status: 200 });
  });
});
