import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { stageRules, type StageValues } from '../../app/metrics/stages/stage-conditions';
import { reasonsOf, waysUp } from '../../app/metrics/stages/stage-ways';
import type { PageStatus } from '../../app/ui/frame/page-status';
import { NoSuchCustomer } from '../../app/ui/frame/failed-page';
import { ProfilePage } from '../../app/ui/profile/profile-page';
import type { ProfileView } from '../../app/ui/profile/view';
import { STAGE_NUMBERS } from '../../app/terms/stage-numbers';
import { latinWords, rendered, words } from '../support/render';
import { beforeFirst, importRunning, statusOf } from './status';

const BROKEN = /NaN|undefined|null|Infinity|\{\{|\[object|Invalid/;
const RULES = stageRules(STAGE_NUMBERS);

const values: StageValues = {
  ...{ purchases: 5, full: 1, upsell: 0, score: -1, brought: 0, event: 0 },
  ...{ subscriptionOrders: 0, runs: 0, subscribed: 1, follower: 0, products: 3 },
};
const stageOf = (stage: 'follower' | 'purchaser' | 'fanClub', own: StageValues) => ({
  ...{ stage, trialsOnly: own.full === 0, fall: null },
  reasons: reasonsOf(RULES, stage, own),
  ways: waysUp(RULES, own, ['brought']),
});

const view: ProfileView & { customers: number } = {
  customers: 1,
  customer: '7200000000001',
  asOf: '2026-06-18',
  shop: 'お茶の店',
  ...{ name: null, nameMissing: false },
  stage: stageOf('follower', values),
  standing: {
    ...{ stage: 4, values, contractEnd: null, segment: 'loyal' },
    reached: ['2026-01-05', '2026-02-10', '2026-03-20', '2026-03-20', null, null, null],
    ...{ firstDay: '2026-01-05', lastDay: '2026-06-01', orders: 6, revenue: 24_800, discounted: 2 },
    ...{ gap: 35.5, ownGap: 35.5, latestGap: 40, firstProducts: ['1'], firstDiscounted: true },
    ...{ firstSource: 'google/cpc', firstPlan: false },
  },
  state: {
    ...{ state: 'active', silent: 17, window: 104 },
    ...{ atRiskFrom: '2026-07-24', lapsedFrom: '2026-09-14' },
  },
  rank: { rank: 'B', decile: 4, next: { rank: 'A', above: 31_000 } },
  rfm: { r: 4, f: 5, m: 3 },
  expected: { day: '2026-07-07', gap: 35.5, basis: 'own' },
  margin: { amount: 14_400, rate: 0.58, coverage: 0.97 },
  shopGap: null,
  firstProducts: ['煎茶'],
  orders: {
    ...{ total: 7, counted: 6, page: 1, pages: 1 },
    orders: [
      {
        ...{ id: '5400000000007', name: '#1007', day: '2026-06-01', leftOut: null, revenue: 4_800 },
        ...{ currency: 'JPY', discounted: true, plan: true },
        products: ['煎茶', null, 'ほうじ茶', '玉露', '抹茶'],
      },
      {
        ...{ id: '5400000000006', name: '#1006', day: '2026-05-01', leftOut: 'cancelled' as const },
        ...{ revenue: 0, currency: 'USD', discounted: false, plan: false, products: [] },
      },
    ],
  },
  answers: [
    {
      ...{ id: '9', score: 3, reason: 'product', edition: 2, commentExpired: false },
      ...{ comment: '<b>香りが弱い</b>', source: 'thank_you', handled: 'inWork', voice: null },
      ...{ answeredAt: '2026-06-02T01:00:00.000Z', day: '2026-06-02' },
      ...{ order: '5400000000007', orderName: '#1007' },
    },
  ],
  contact: {
    ...{ emailState: 'SUBSCRIBED', emailAt: '2026-03-20T01:00:00.000Z' },
    ...{ smsState: null, smsAt: null, tags: { LINE: '2026-01-01' }, rfmGroup: 'LOYAL' },
    ...{ ordersAtShopify: 9, isRead: true, shownAt: null, refused: [], isKnown: true },
  },
  action: { key: 'unhappy', by: '2026-06-09' },
};

const purchaser = { ...values, purchases: 1, subscribed: 0 };
const SCENES: Record<string, Partial<ProfileView>> = {
  full: {},
  named: { name: { first: '花子', last: '山田' } },
  'bought once': {
    stage: stageOf('purchaser', purchaser),
    rank: null,
    expected: null,
    margin: { amount: null, rate: null, coverage: 0.2 },
    action: { key: 'teach', by: null },
    ...{ answers: [], firstProducts: [null] },
  },
  'with trial products alone': {
    stage: stageOf('purchaser', { ...values, purchases: 2, full: 0 }),
    state: { ...(view.state as NonNullable<ProfileView['state']>), state: 'atRisk' },
    expected: { day: '2026-06-07', gap: 30, basis: 'shop' },
    nameMissing: true,
  },
  'in the fan club': {
    stage: {
      ...stageOf('fanClub', { ...values, subscriptionOrders: 6, runs: 1 }),
      fall: { from: '2026-08-01', to: 'follower' },
    },
    state: { ...(view.state as NonNullable<ProfileView['state']>), state: 'lapsed' },
  },
  'without an order that counts': {
    ...{ stage: null, standing: null, state: null, rank: null, rfm: null, expected: null },
    ...{ margin: null, action: null, firstProducts: [], answers: [] },
    orders: { ...view.orders, counted: 0, total: 2 },
    contact: {
      ...view.contact,
      ...{ isRead: false, emailState: 'UNSUBSCRIBED', rfmGroup: null },
      refused: (['off', 'dismissed', 'asked_lately', 'order_unknown_too_long'] as const).map(
        (why) => ({ why, at: '2026-05-01T00:00:00.000Z' }),
      ),
    },
  },
  'without any order': {
    ...{ stage: null, standing: null, state: null, rank: null, rfm: null, expected: null },
    ...{ margin: null, action: null, firstProducts: [], answers: [] },
    orders: { orders: [], total: 0, counted: 0, page: 1, pages: 1 },
    contact: { ...view.contact, shownAt: '2026-05-01T00:00:00.000Z' },
  },
};

const page = (
  language: Language,
  change: Partial<ProfileView> = {},
  status: Partial<PageStatus> = {},
) =>
  rendered(
    <ProfilePage
      id={view.customer}
      status={statusOf({ compared: null, ...status })}
      view={{ ...view, ...change }}
    />,
    language,
    `/app/customers/${view.customer}?asOf=2026-06-18`,
  );
const text = (...all: Parameters<typeof page>) => words(page(...all));

describe('the page of one customer', () => {
  for (const [name, change] of Object.entries(SCENES))
    it.each(LANGUAGES)(`has all its texts, ${name}, in %s`, (language) => {
      const shown = text(language, change);
      expect(shown).not.toMatch(BROKEN);
      if (language === 'ja')
        expect(latinWords(shown)).toEqual(expect.not.arrayContaining(['the', 'and']));
    });

  it('answers why the customer is a follower, and what would move them', () => {
    expect(text('en')).toContain(
      'On “Follower” because of 5 purchases (3 or more needed) and a subscription to email or SMS marketing.',
    );
    expect(text('en')).toContain('With a next score of 9 or 10 they move up to “Fan”.');
    expect(text('ja')).toContain(
      '購入5回（条件は3回以上）とメールかSMSの配信登録により、「フォロワー」にいます。',
    );
    expect(text('ja')).toContain('次の回答が9点以上になることで、「ファン」に上がります。');
    expect(text('ja', SCENES['bought once'])).toContain(
      'あと1回の購入で、「一般顧客」に上がります。',
    );
  });

  it('says when the state changes, what the next rank asks for, and when the next purchase is expected', () => {
    expect(text('en')).toContain(
      '17 days since the last purchase. Without another one: at risk from Jul 24, 2026, lapsed from Sep 14, 2026.',
    );
    expect(text('en')).toContain('Above ¥31,000 they rank A.');
    expect(text('en')).toContain('Next purchase expected on Jul 7, 2026.');
    expect(text('en', SCENES['with trial products alone'])).toContain(
      'A purchase was expected around Jun 7, 2026, 10 days ago.',
    );
    expect(text('en', SCENES['in the fan club'])).toContain(
      'Without another subscription order they move down to “Follower” from Aug 1, 2026.',
    );
  });

  it('stands on the ladder where the customer is', () => {
    expect(/<li aria-current="step"[^]*?<\/li>/.exec(page('ja'))?.[0]).toContain('フォロワー');
    expect(text('ja', SCENES['without an order that counts'])).not.toContain('現在地');
  });

  it('opens orders and the customer at Shopify, and says which orders are left out and why', () => {
    const html = page('en');
    expect(html).toContain('shopify://admin/orders/5400000000007');
    expect(html).toContain('shopify://admin/customers/7200000000001');
    expect(words(html)).toContain('6 of 7 orders count (1 left out).');
    expect(words(html)).toContain('Left out: Cancelled');
    expect(words(html)).toContain('煎茶, Product without a name, ほうじ茶 and 2 more');
  });

  it('shows words as they were written, and never as markup', () => {
    expect(page('ja')).toContain('&lt;b&gt;香りが弱い&lt;/b&gt;');
    expect(text('ja')).toContain('対応中');
  });

  it('has the name where it may be read, and the number without it', () => {
    expect(text('ja')).toContain('お客様番号 7200000000001');
    expect(text('ja', SCENES.named)).toContain('山田 花子 様');
    expect(text('ja')).toContain('（お名前）様');
  });

  it('says that the numbers are to come', () => {
    const status = statusOf({ ...beforeFirst, importing: importRunning, compared: null });
    for (const language of LANGUAGES) {
      const html = rendered(<ProfilePage id="7" status={status} view={null} />, language);
      expect(words(html)).not.toMatch(BROKEN);
    }
  });
});

describe('an address without a customer', () => {
  it.each(LANGUAGES)('says so in %s, and says apart that one was erased', (language) => {
    const [unknown, erased] = (['customer', 'erasedCustomer'] as const).map((why) =>
      words(rendered(<NoSuchCustomer why={why} />, language)),
    );
    expect(unknown).not.toBe(erased);
    const merged = rendered(
      <NoSuchCustomer why="mergedCustomer" into="77" />,
      language,
      '/app/customers/7?asOf=2026-06-01',
    );
    expect(merged).toContain('/app/customers/77?asOf=2026-06-01');
    expect(merged).toContain('/app/customers?asOf=2026-06-01');
    expect(`${unknown}${erased}${words(merged)}`).not.toMatch(BROKEN);
  });
});
