import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { RuleFigures } from '../../app/metrics/preview/figures.server';
import type { ShopId } from '../../app/store/db.server';
import { RulesPage } from '../../app/ui/settings/rules/page';
import type { Preview, RulesAnswer, RulesView } from '../../app/ui/settings/rules/view';
import { handBook } from '../metrics/books/build';
import { rendered, words } from '../support/render';
import { merchantRequest } from '../support/doors/merchant-request';
import { SCOPES, stage } from '../support/shops/import-stage';

const on = await stage();
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');
const { changeSettings } = await import('../../app/settings/change.server');
const { shopOf, worldOf } = await import('../support/numbers/measure');
const rules = await import('../../app/routes/admin/settings/rules');
const tags = await import('../../app/routes/admin/settings/customer-tags');

const AT = new Date('2024-05-31T12:00:00Z');
const DOMAIN = 'rules.myshopify.com';
// customers 1 and 2 have bought three times, 3 four times
const book = handBook({
  name: 'rules',
  asOf: '2024-06-01',
  customers: [{ id: 1, tags: ['LINE'] }],
  orders: [1, 2, 3].flatMap((customer) =>
    ['2024-02-01', '2024-03-01', '2024-04-01', ...(customer === 3 ? ['2024-05-01'] : [])].map(
      (at) => ({ customer, at, amount: 1000 }),
    ),
  ),
  expected: {},
});

let shop: ShopId;
beforeAll(async () => {
  const world = worldOf(book, DOMAIN);
  shop = await shopOf(on.db, world);
  await takeSnapshot(shop, null, AT);
  await on.shopify.addShop(world);
  on.shopify.install(DOMAIN, { scopes: SCOPES });
});

const request = (form?: Record<string, string>) =>
  merchantRequest(on.shopify.idToken(DOMAIN), '/app/settings/rules', form);
const load = async () => (await rules.loader(request())).view;
const send = async (body: Record<string, string>) => {
  const { texts, version } = await load();
  const reply = await rules.action(request({ ...texts, version: String(version), ...body }));
  return { status: reply.status, answer: (await reply.json()) as RulesAnswer };
};

describe('the door of the rules', () => {
  it('says who moves, saves nothing with it, then saves it', async () => {
    const four = { loyalPurchases: '4' };
    expect(await send({ ...four, intent: 'preview' })).toMatchObject({
      status: 200,
      answer: {
        faults: {},
        entered: four,
        preview: {
          stages: { down: 2, up: 0, moves: [{ from: 'loyal', to: 'customer', customers: 2 }] },
        },
      },
    });
    expect((await load()).texts.loyalPurchases).toBe('3');
    expect(await send(four)).toEqual({ status: 200, answer: { saved: true } });
    expect((await load()).texts.loyalPurchases).toBe('4');
    // the book is none of these settings until it is made again
    await send({ minimumDiscount: '50' });
    expect(await send({ intent: 'preview' })).toMatchObject({ answer: { preview: 'counting' } });
    await takeSnapshot(shop, null, AT);
  });

  it('refuses a wrong field, keeps what was entered, and counts nothing of it', async () => {
    const wrong = { lapseDays: 'long', loyalPurchases: '7' };
    const refused = { faults: { lapseDays: 'whole' }, entered: wrong };
    expect(await send(wrong)).toMatchObject({ status: 400, answer: refused });
    expect(await send({ ...wrong, intent: 'preview' })).toMatchObject({
      ...{ status: 200, answer: { ...refused, preview: null } },
    });
    expect((await load()).texts).toMatchObject({ loyalPurchases: '4', lapseDays: '' });
    await expect(rules.action(request({ version: 'x' }))).rejects.toMatchObject({ status: 400 });
  });

  it('tells the second of two people, and lets them overwrite', async () => {
    const { version } = await load();
    await changeSettings(shop, 'metrics', { evangelistProducts: 9 }, null);
    const own = { evangelistProducts: '6', version: String(version) };
    const second = await send(own);
    expect(second).toMatchObject({
      status: 409,
      answer: {
        meanwhile: [{ name: 'evangelistProducts', value: 9 }],
        entered: { evangelistProducts: '6' },
      },
    });
    expect(await send({ evangelistProducts: '6' })).toMatchObject({ status: 200 });
  });

  it('saves what was changed on the page alone: another field that someone else has changed stays', async () => {
    const { texts, version } = await load();
    const was = Object.fromEntries(
      Object.entries(texts).map(([field, text]) => [`was.${field}`, text]),
    );
    await changeSettings(shop, 'metrics', { lapseDays: 77, followerTags: ['SNS'] }, null);
    const opened = { ...texts, ...was, version: String(version) };
    expect(await send({ ...opened, durationDays: '400' })).toMatchObject({ status: 200 });
    expect((await load()).texts).toMatchObject({
      ...{ lapseDays: '77', durationDays: '400', followerTags: 'SNS' },
    });
    const { answer } = await send({ ...opened, lapseDays: '66' });
    expect(answer).toMatchObject({ meanwhile: [{ name: 'lapseDays', value: 77 }] });
  });

  it('has the shop’s own tags to choose from', async () => {
    const reply = await tags.loader(request());
    expect(await reply.json()).toEqual({ tags: ['LINE'] });
  });
});

const moved: Preview = {
  stages: {
    ...{ up: 0, down: 412, moves: [{ from: 'loyal', to: 'customer', customers: 412 }] },
    groups: [
      { group: 'customer', before: 900, after: 1312 },
      { group: 'loyal', before: 700, after: 288 },
      { group: 'fan', before: 5, after: 5 },
    ],
  },
  segments: {
    ...{ up: 0, down: 3, moves: [{ from: 'loyal', to: 'trend', customers: 3 }] },
    groups: [{ group: 'trend', before: 10, after: 13 }],
  },
  states: {
    ...{ up: 0, down: 1, moves: [{ from: 'active', to: 'lapsed', customers: 1 }] },
    groups: [{ group: 'lapsed', before: 10, after: 11 }],
  },
  figures: null,
};
const figures: RuleFigures = {
  ...{ lapseDays: 240, lapseBasis: 'default', durationDays: 365, durationBasis: 'default' },
  ...{ value: 4364, valueBasis: 'revenue', f2: 0.4, newcomers: 100 },
  ...{ status: { active: 1, atRisk: 1, lapsed: 1 } },
  health: { amount: 18_000, purchases: 3, reachedAmount: 0, reachedPurchases: 0, reachedBoth: 0 },
};

describe('the page of the rules', () => {
  let view: RulesView;
  beforeAll(async () => {
    view = { ...((await load()) as RulesView), version: 5 };
  });
  const html = (language: Language, of: Partial<RulesView> = {}, answer?: RulesAnswer) =>
    rendered(
      <RulesPage view={{ ...view, ...of }} answer={answer} />,
      language,
      '/app/settings/rules',
    );
  const text = (...given: Parameters<typeof html>) => words(html(...given));
  const tried = (preview: Preview): RulesAnswer => ({ preview, faults: {}, entered: view.texts });

  it('says the rules of the stages in plain words, each number a field', () => {
    const page = html('ja');
    expect(page).toMatch(/<input name="loyalPurchases"[^>]*aria-label="優良顧客になる購入回数"/);
    expect(words(page)).toContain('回以上購入したお客様。または2回以上購入し');
    expect(words(html('en'))).toContain('times or more, or twice or more including a back-end');
    expect(page).toContain('<textarea');
  });

  it.each(LANGUAGES)('says whom a change moves, in %s', (language) => {
    expect(text(language, {}, tried(moved))).toContain(
      {
        ja: '下のステージに移るお客様は412人です。 412人がステージ3（優良顧客）から2（一般顧客）へ移ります。 保存すると変わること ステージ いま 保存後 2 一般顧客 900人 1,312人 3 優良顧客 700人 288人 3人が「優良顧客」から「セール時のみの顧客（流行顧客）」に変わります。',
        en: '412 customers move from stage 3 (Loyal customer) to 2 (Customer). Preview of changes Stage Now After saving 2 Customer 900 customers 1,312 customers 3 Loyal customer 700 customers 288 customers 3 customers move from Loyal',
      }[language],
    );
    const then = { ...figures, durationDays: 200, value: 3000 };
    const shown = html(
      language,
      {},
      tried({ stages: null, segments: null, states: null, figures: { now: figures, then } }),
    );
    expect(shown).toContain('<strong>¥3,000</strong>');
    expect(shown).not.toContain('<strong>40.0%</strong>');
  });

  it.each(LANGUAGES)('says every other state in %s', (language) => {
    const nothing = { stages: null, segments: null, states: null, figures: null };
    const { history } = view.now ?? {};
    if (history === undefined) throw new Error('no numbers');
    const basis = (durationBasis: 'setting' | 'default' | 'measured' | 'limited') => ({
      now: { ...figures, durationBasis, lapseBasis: 'measured' as const, history },
    });
    const middle = {
      ...history,
      ...{ begins: 'middle' as const, reasons: ['orderNumbers' as const] },
      suggestedFrom: '2024-07-30',
    };
    const said = [
      text(language, { now: null }),
      ...(['setting', 'default', 'measured', 'limited'] as const).map((one) =>
        text(language, basis(one)),
      ),
      text(language, { now: { ...figures, lapseBasis: 'setting', history: middle } }),
      text(language, { tags: [{ tag: 'LINE', customers: 3 }] }),
      text(language, { reading: { state: 'running', customers: 1200 } }),
      text(language, { reading: { state: 'failed' } }),
      text(language, {}, { saved: true }),
      ...[
        ...[tried(nothing), tried('counting')],
        ...[tried({ waitSeconds: 20 }), tried({ waitSeconds: null })],
      ].map((one) => text(language, {}, one)),
      text(
        language,
        {},
        {
          ...{ version: 9, entered: view.texts },
          meanwhile: [{ name: 'followerTags', value: ['LINE'] }],
        },
      ),
    ];
    expect(new Set(said).size).toBe(said.length);
    expect(said.join()).not.toMatch(/NaN|undefined|null|\{\{|\{\w/);
  });

  it('says beside each field what is wrong with it, and keeps what was entered', () => {
    const entered = { ...view.texts, loyalPurchases: 'many', followerTags: 'a\nb' };
    const page = html(
      'en',
      {},
      {
        entered,
        faults: {
          ...{ loyalPurchases: 'whole', minimumDiscount: 'percent', newcomersFrom: 'dayLate' },
          ...{ followerTags: 'tags', eventTags: 'tagLong' },
        },
      },
    );
    expect(page).toMatch(
      /name="loyalPurchases"[^>]*value="many"|value="many"[^>]*name="loyalPurchases"/,
    );
    expect(page.match(/aria-invalid="true"/g)).toHaveLength(5);
    for (const sentence of [
      'Enter a whole number from 3 to 999.',
      'Enter a number from 0 to 100, for example 10.',
      'Enter a date that is not in the future.',
      'Enter up to 20 tags.',
      'A tag is too long.',
    ])
      expect(words(page)).toContain(sentence);
    expect(page).toContain('a\nb</textarea>');
    expect(page).toContain(
      `name="was.loyalPurchases" readonly="" value="${view.texts.loyalPurchases}"`,
    );
  });
});
