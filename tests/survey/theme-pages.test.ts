import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { action, loader } from '../../app/routes/storefront/proxy-survey';
import { surveyLink } from '../../app/survey/links/link.server';
import { signFormToken } from '../../app/survey/proof/tokens.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { answerOf, fromStorefront, page, proxied } from '../support/doors/buyers';
import { addOrder, DOMAIN } from '../support/shops/survey-shop';

const OTHER = 'other-shop.myshopify.com';
const VISITOR = randomUUID();
const db = await database();

let shop = 0;
beforeEach(async () => {
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, answer_states, survey_views, survey_refusals, survey_rates',
  );
  shop = await addShop(db, DOMAIN);
});

const answer = (says: object = {}) => ({
  ...{ kind: 'answer', key: randomUUID(), source: 'storefront', visitor: VISITOR },
  ...{ language: 'ja', score: 9, ...says },
});
const shown = async (response: Response) => {
  expect(response.headers.get('content-type')).toMatch(/^application\/liquid/);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, text: await response.text() };
};
const submit = async (
  fields: Record<string, string>,
  signing: Parameters<typeof fromStorefront>[1] = {},
) => {
  const form = new URLSearchParams({ kind: 'answer', source: 'storefront', language: 'en' });
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return await shown(await answerOf(action, fromStorefront(form, signing)));
};
const open = async (own: Record<string, string>, signing: Parameters<typeof proxied>[1] = {}) =>
  await shown(await answerOf(loader, page(proxied(Object.entries(own), signing))));
/** A hidden field of a page's form. */
const hidden = (text: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(text)?.[1] ?? '';
const answers = () =>
  db.query(
    'select source, order_id, customer_id, score, comment, visitor is not null as anonymous from survey_answers order by id',
  );
const linkOf = (order: string, domain = DOMAIN) =>
  new URL(surveyLink({ domain, proxyPath: '/apps/omega' }, order, 'en')).searchParams.get(
    'token',
  ) ?? '';
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The token with another bit in the last character that counts whole. */
const altered = (token: string) =>
  `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.slice(-1)}`;
/** The token with one of the two bits set that base64url leaves over behind 32 bytes: its bytes stay the same. */
const respelled = (token: string) =>
  `${token.slice(0, -1)}${BASE64URL[BASE64URL.indexOf(token.slice(-1)) | 1] ?? ''}`;

describe('a form without JavaScript', () => {
  it('of a customer is recorded, then asks for words, then thanks', async () => {
    const first = await submit({ score: '3' }, { customer: '5' });
    expect(first).toMatchObject({ status: 200 });
    expect(first.text).toContain('name="reason"');
    const key = hidden(first.text, 'key');
    const edition = hidden(first.text, 'edition');
    const said = { score: '3', reason: 'product', comment: 'Cold tea', voice: 'true' };
    const words = { ...said, key, edition };
    const second = await submit(words, { customer: '5' });
    expect(second.text).not.toContain('<form');
    expect(second.text).toContain('feedback was sent');
    await submit(words, { customer: '5' });
    expect(await answers()).toMatchObject([{ customer_id: '5', score: 3, comment: 'Cold tea' }]);
    expect(await db.query('select reason, reason_edition from survey_answers')).toEqual([
      { reason: 'product', reason_edition: 2 },
    ]);
    expect(await db.query('select 1 from survey_answer_changes')).toHaveLength(2);
  });

  it('withdraws consent, and keeps words that it does not show', async () => {
    const about = { customer: '5' };
    const voices = () => db.query('select comment, voice_state from survey_answers');
    const { text } = await submit({ score: '9' }, about);
    const box = text.indexOf('name="voice" value="true"');
    expect(text.indexOf('type="hidden" name="voice" value="false"')).toBeGreaterThan(box);
    const ticked = new URLSearchParams({ kind: 'answer', source: 'storefront', language: 'en' });
    for (const [name, value] of [
      ['score', '9'],
      ['comment', 'Lovely'],
      ['voice', 'true'],
      ['voice', 'false'],
    ] as const)
      ticked.append(name, value);
    await answerOf(action, fromStorefront(ticked, about));
    expect(await voices()).toEqual([{ comment: 'Lovely', voice_state: 'consented' }]);
    const untouched = await submit({ score: '9', comment: ' ', voice: 'false' }, about);
    expect(await voices()).toEqual([{ comment: 'Lovely', voice_state: 'withdrawn' }]);
    expect(untouched.text).toContain('Thank you for your answer.');
    expect(untouched.text).not.toContain('feedback was sent');
  });

  it('of an unknown visitor is shown again with a token, which is valid for one answer', async () => {
    const first = await submit({ score: '0' });
    expect(first.text).toMatch(/value="0" required checked/);
    expect(await answers()).toEqual([]);
    const token = hidden(first.text, 'token');
    const second = await submit({ score: '0', token, key: hidden(first.text, 'key') });
    expect(hidden(second.text, 'token')).toBe(token);
    // the same token again is the same answer, until it is closed
    await submit({ score: '4', token, key: randomUUID() });
    expect(await answers()).toMatchObject([{ score: 4, customer_id: null, anonymous: true }]);
    await db.query(`update survey_answers set answered_at = answered_at - interval '31 minutes'`);
    await submit({ score: '9', token, key: randomUUID() });
    expect(await answers()).toMatchObject([{ score: 4 }]);
  });

  it.each([
    ['of another shop', () => signFormToken(OTHER)],
    ['that was altered', () => altered(signFormToken(DOMAIN))],
    ['that is spelled otherwise', () => respelled(signFormToken(DOMAIN))],
    ['that is not a token', () => 'token'],
    ['of a link', () => linkOf('1')],
  ])('with a token %s records nothing', async (_, token) => {
    expect(await submit({ score: '5', token: token() })).toMatchObject({ status: 422 });
    expect(await answers()).toEqual([]);
  });

  it.each([
    ['no score', {}],
    ['an invalid score', { score: '11' }],
    ['half a score', { score: '5.5' }],
    ['an empty score', { score: '' }],
    ['a score with spaces', { score: ' 5' }],
    ['decorated words', { score: '5', comment: `<img src=x>Z${'\u0301'.repeat(9)}` }],
    ['too many words', { score: '5', comment: 'a'.repeat(1_001) }],
    ['another source', { score: '5', source: 'thank_you' }],
  ])('with %s is shown again and records nothing', async (_, fields) => {
    const { status, text } = await submit(fields, { customer: '5' });
    expect([status, text.includes('<form')]).toEqual([422, true]);
    expect(text).not.toContain('<img');
    expect(await answers()).toEqual([]);
  });

  it('keeps the written words as text, never as Liquid', async () => {
    const comment = `{{ shop.email }} {% include 'x' %} <b> "quoted"`;
    const decorated = `${comment}Z${'\u0301'.repeat(9)}`;
    const { text } = await submit({ score: '5', comment: decorated }, { customer: '5' });
    expect(text).toContain('plain letters');
    expect(text).toContain('&quot;quoted&quot;');
    expect(text).not.toMatch(/\{\{|\{%|<b>/);
    await submit({ score: '5', comment }, { customer: '5' });
    expect(await answers()).toMatchObject([{ comment }]);
  });

  it('shows that there were too many messages', async () => {
    await db.query(
      `insert into survey_rates (shop_id, who, since, messages) values ($1, 'shop', now(), 30000)`,
      [shop],
    );
    expect(await submit({ score: '5' }, { customer: '5' })).toMatchObject({ status: 429 });
  });

  it('asks to retry if the shop is locked for long', async () => {
    const { withShop, shopIdSchema } = await import('../../app/store/db.server');
    const { holdSnapshots } = await import('../../app/store/work/stale-snapshots');
    const id = shopIdSchema.parse(shop);
    await withShop(id, async (tx) => {
      await holdSnapshots(tx, id);
      const [form, message] = await Promise.all([
        submit({ score: '5' }, { customer: '5' }),
        answerOf(action, fromStorefront(answer())),
      ]);
      expect(form).toMatchObject({ status: 503 });
      expect([message.status, message.headers.get('retry-after')]).toEqual([503, '2']);
    });
    expect(await answers()).toEqual([]);
  });

  it('of a thousand characters is accepted in any encoding', async () => {
    const comment = 'お茶がとても𠮟'.repeat(140);
    const { status } = await submit({ score: '5', comment }, { customer: '5' });
    expect(status).toBe(200);
    expect(await answers()).toMatchObject([{ comment }]);
  });

  it('of more than 16 KB is shown again', async () => {
    const { status, text } = await submit(
      { score: '5', comment: 'x'.repeat(17_000) },
      { customer: '5' },
    );
    expect([status, text.includes('1,000 characters')]).toEqual([413, true]);
    expect(await answers()).toEqual([]);
  });
});

describe('a signed link', () => {
  it('leads to the question about its order, in the language of the mail', async () => {
    const link = new URL(surveyLink({ domain: DOMAIN, proxyPath: '/a/tea' }, '7', 'ja'));
    expect(link.origin + link.pathname).toBe(`https://${DOMAIN}/a/tea/survey`);
    const { status, text } = await open(Object.fromEntries(link.searchParams));
    expect(status).toBe(200);
    expect(text).toContain('lang="ja"');
    expect(text).toContain('回答はご注文とあわせてお店が確認します。');
    expect(text).not.toContain('このお店だけ');
    expect(await answers()).toEqual([]);
    const [key, token] = [hidden(text, 'key'), hidden(text, 'token')];
    await submit({ source: 'link', score: '10', key, token });
    expect(await answers()).toMatchObject([{ source: 'link', order_id: '7', score: 10 }]);
  });

  it('is one answer with that of the thank-you page, whatever browser opens it', async () => {
    await addOrder(db, shop, 7, 5);
    const token = linkOf('7');
    await submit({ source: 'link', score: '10', token }, { customer: '6' });
    await submit({ source: 'link', score: '8', token: linkOf('7') });
    expect(await answers()).toMatchObject([{ order_id: '7', customer_id: null, score: 8 }]);
    const again = await open({ token, language: 'en' });
    expect(again.text).toMatch(/value="8" required checked/);
    await db.query(`update survey_answers set answered_at = answered_at - interval '31 minutes'`);
    expect((await open({ token, language: 'en' })).text).not.toContain('<form');
  });

  it.each([
    ['that was altered', () => altered(linkOf('7'))],
    ['that is spelled otherwise', () => respelled(linkOf('7'))],
    ['of another shop', () => linkOf('7', OTHER)],
    ['that is a form’s', () => signFormToken(DOMAIN)],
    ['that is empty', () => ''],
  ])('%s leads nowhere', async (_, token) => {
    expect(await open({ token: token() })).toMatchObject({ status: 422 });
    await submit({ source: 'link', score: '9', token: token() });
    expect(await answers()).toEqual([]);
  });

  it('leads nowhere after sixty days', async () => {
    const { env } = await import('../../app/env.server');
    const token = linkOf('7');
    const before = env().CLOCK_OFFSET_MS;
    Object.assign(env(), { CLOCK_OFFSET_MS: 61 * 864e5 });
    try {
      expect(await open({ token })).toMatchObject({ status: 422 });
    } finally {
      Object.assign(env(), { CLOCK_OFFSET_MS: before });
    }
    expect(await open({ token })).toMatchObject({ status: 200 });
  });

  it('asks regardless of earlier views, and counts as a view once it is answered', async () => {
    await addOrder(db, shop, 7, 5);
    await addOrder(db, shop, 8, 5);
    const views = () => db.query('select source, order_id from survey_views');
    // a mail scanner that opens links is no view
    await open({ token: linkOf('7') });
    expect(await views()).toEqual([]);
    await submit({ source: 'link', score: '10', token: linkOf('7') });
    expect(await views()).toEqual([{ source: 'link', order_id: '7' }]);
    expect((await open({ token: linkOf('8') })).text).toContain('<form');
    await submit({ source: 'link', score: '9', token: linkOf('8') });
    expect(await answers()).toMatchObject([{ order_id: '7' }, { order_id: '8' }]);
  });

  it('says that the survey is off', async () => {
    await db.query(`update shops set settings = '{"survey": {"enabled": false}}'`);
    expect((await open({ token: linkOf('9') })).text).not.toContain('<form');
    expect(await db.query('select why, order_id from survey_refusals order by id')).toEqual([
      { why: 'off', order_id: '9' },
    ]);
  });

  it('asks how the buyer of a first order heard of the shop, on the page after the score', async () => {
    await addOrder(db, shop, 7, 5);
    await db.query('truncate heard_answers');
    const choices = [
      { key: 'aaaa1111', ja: '友人', en: 'A <b>friend</b> {{ x }}' },
      { key: 'bbbb2222', ja: '雑誌', en: 'A magazine' },
    ];
    await db.query(`update shops set settings = jsonb_build_object('survey', $1::jsonb)`, [
      JSON.stringify({ heard: { enabled: true, other: false, choices } }),
    ]);
    const token = linkOf('7');
    const first = await submit({ source: 'link', score: '9', token });
    expect(first.text).toContain('How did you hear of us? (optional)');
    expect(first.text).toContain('name="heard" value="bbbb2222"');
    expect(first.text).not.toContain('<b>friend');
    expect(first.text).not.toContain('{{ x');
    expect(first.text).not.toContain('Somewhere else');
    const key = hidden(first.text, 'key');
    await submit({ source: 'link', score: '9', heard: 'bbbb2222', comment: '', key, token });
    expect(await db.query('select order_id::text as order, choice from heard_answers')).toEqual([
      { order: '7', choice: 'bbbb2222' },
    ]);
    const again = await submit({ source: 'link', score: '8', token });
    expect(again.text).not.toContain('name="heard"');
  });
});

describe('the page of the question', () => {
  it('opens without a link, with a token for an unknown visitor', async () => {
    const unknown = await open({});
    expect(hidden(unknown.text, 'token')).not.toBe('');
    const customer = await open({}, { customer: '5' });
    expect(customer.text).not.toContain('name="token"');
    expect(await db.query('select customer_id from survey_views')).toEqual([{ customer_id: '5' }]);
  });

  it('is no view on a HEAD request', async () => {
    const address = page(proxied([], { customer: '5' })).url;
    const looked = await answerOf(loader, new Request(address, { method: 'HEAD' }));
    expect(await shown(looked)).toMatchObject({ status: 200, text: '' });
    expect(await db.query('select 1 from survey_views')).toEqual([]);
  });
});
