import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { AmountsPreview } from '../../app/metrics/definitions/amounts.server';
import { goalSettingsSchema, metricSettingsSchema } from '../../app/metrics/settings';
import {
  DEFINITION_FIELDS,
  definitionTexts,
  enteredDefinitions,
  parseDefinitions,
  type Definitions,
} from '../../app/settings/entered/definitions';
import type { ShopId } from '../../app/store/db.server';
import { DefinitionsPage } from '../../app/ui/settings/definitions/page';
import type { DefinitionsAnswer, DefinitionsView } from '../../app/ui/settings/definitions/view';
import { handBook } from '../metrics/books/build';
import { latinWords, rendered, words } from '../support/render';
import { merchantRequest } from '../support/doors/merchant-request';
import { SCOPES, stage } from '../support/shops/import-stage';

const on = await stage();
const clock = await import('../../app/clock.server');
const { countFiltered } = await import('../../app/metrics/filter/count-filtered.server');
const { takeSnapshot } = await import('../../app/metrics/rollup/snapshot.server');
const { changeParts, changeSettings } = await import('../../app/settings/change.server');
const { readHistory } = await import('../../app/settings/history.server');
const { undoChange } = await import('../../app/settings/undo.server');
const { withShop } = await import('../../app/store/db.server');
const { shopById } = await import('../../app/store/shops/shops');
const { shopOf, worldOf } = await import('../support/numbers/measure');
const door = await import('../../app/routes/admin/settings/definitions');
const ltv = await import('../../app/routes/admin/ltv/route');

const AT = new Date('2024-05-31T12:00:00Z');
const DOMAIN = 'definitions.myshopify.com';
/** Customer 1 has bought three times, on two days; 2 and 3 four times. */
const book = handBook({
  name: 'definitions',
  asOf: '2024-06-01',
  orders: [1, 2, 3].flatMap((customer) =>
    [
      '02-01',
      '03-01',
      customer === 1 ? '03-01' : '04-01',
      ...(customer === 1 ? [] : ['05-01']),
    ].map((day) => ({ customer, at: `2024-${day}`, amount: 1000 })),
  ),
  expected: {},
});

const unset: Definitions = {
  metrics: metricSettingsSchema.parse({}),
  goals: goalSettingsSchema.parse({}),
};
const entered = (fields: Record<string, string>, currency = 'JPY') =>
  parseDefinitions(enteredDefinitions(new URLSearchParams(fields)), currency);

describe('entered definitions', () => {
  it('that are empty are the method’s own figures, and no goal', () => {
    expect(entered({})).toEqual({
      settings: {
        metrics: {
          ...{ revenueBasis: 'net', counting: 'day', f2Benchmark: null },
          ...{ healthAmount: null, healthPurchases: 3 },
          ...{ healthYearAmount: null, healthRepeaters: 0.6 },
        },
        goals: { ltv365: null, nps: null, repeaters: null },
      },
    });
  });

  it('are read as people write them, and stand in the form as they are read again', () => {
    const fields = {
      ...{ revenueBasis: 'withTax', counting: 'order', healthAmount: '２万円' },
      ...{ healthPurchases: '4回', healthYearAmount: '18,000', healthRepeaters: '55%' },
      ...{ f2Benchmark: '30', ltv365: '¥12,000', nps: '−10.5', repeaters: '62.5' },
    };
    const read = entered(fields);
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    expect(read.settings).toEqual({
      metrics: {
        ...{ revenueBasis: 'withTax', counting: 'order', f2Benchmark: 0.3 },
        ...{ healthAmount: 20_000, healthPurchases: 4 },
        ...{ healthYearAmount: 18_000, healthRepeaters: 0.55 },
      },
      goals: { ltv365: 12_000, nps: -10.5, repeaters: 0.625 },
    });
    expect(entered(definitionTexts(read.settings))).toEqual(read);
    expect(definitionTexts(unset).f2Benchmark).toBe('');
    // the method's aim may be the shop's own goal
    expect(entered({ f2Benchmark: '87' })).toMatchObject({
      settings: { metrics: { f2Benchmark: 0.87 } },
    });
    expect(definitionTexts({ ...unset, metrics: { ...unset.metrics, f2Benchmark: 0.87 } })).toEqual(
      {
        ...definitionTexts(unset),
        f2Benchmark: '87',
      },
    );
  });

  it.each([
    ['healthAmount', '0', 'positive'],
    ['healthAmount', '-5', 'negative'],
    ['healthYearAmount', '$5', 'currency'],
    ['ltv365', '9'.repeat(20), 'huge'],
    ['ltv365', '=1+1', 'number'],
    ['healthPurchases', '0', 'times'],
    ['healthPurchases', '2.5', 'times'],
    ['healthPurchases', '1001', 'times'],
    ['healthRepeaters', '101', 'percent'],
    ['f2Benchmark', '-1', 'percent'],
    ['f2Benchmark', '0', 'goal'],
    ['repeaters', '0%', 'goal'],
    ['nps', '100.5', 'score'],
    ['nps', '1e2', 'score'],
    ['repeaters', 'half', 'percent'],
  ])('are refused with the fault of their field: %s %s', (field, text, fault) => {
    expect(entered({ [field]: text })).toEqual({ faults: { [field]: fault } });
  });
});

describe('definitions that are saved', () => {
  let shop: ShopId;
  beforeAll(async () => {
    const world = worldOf(book, DOMAIN);
    shop = await shopOf(on.db, world);
    await takeSnapshot(shop, null, AT);
    await on.shopify.addShop(world);
    on.shopify.install(DOMAIN, { scopes: SCOPES });
  });
  const request = (form?: Record<string, string>) =>
    merchantRequest(on.shopify.idToken(DOMAIN), '/app/settings/definitions', form);
  const send = async (body: Record<string, string>) => {
    const { texts, version } = (await door.loader(request())).view;
    const reply = await door.action(request({ ...texts, version: String(version), ...body }));
    return { status: reply.status, answer: (await reply.json()) as DefinitionsAnswer };
  };

  it('say first what they move, as the next count does', async () => {
    const tried = { counting: 'order', healthPurchases: '3', healthAmount: '4,000' };
    const { answer } = await send({ ...tried, intent: 'preview' });
    expect(answer).toMatchObject({
      preview: {
        rules: {
          figures: {
            now: { health: { reachedPurchases: 2, amount: 18_000 } },
            then: { health: { reachedPurchases: 3, reachedAmount: 2, amount: 4000 } },
          },
          stages: { up: 1, down: 0 },
        },
        amounts: null,
      },
    });
    expect((await now()).settings.metrics).not.toMatchObject({ counting: 'order' });
    expect(await send(tried)).toEqual({ status: 200, answer: { saved: true } });
    const { ltv } = await takeSnapshot(shop, null, AT);
    expect(ltv.health).toMatchObject({ reachedPurchases: 3, reachedAmount: 2, amount: 4000 });
  });

  it('say what another basis of revenue makes of amounts', async () => {
    const tried = { revenueBasis: 'withTax', intent: 'preview' };
    const { answer } = await send(tried);
    expect(answer).toMatchObject({
      preview: {
        rules: { stages: null, figures: null },
        // eleven orders of 1,000, without tax
        amounts: { otherBasis: true, now: { revenue: 11_000, yearly: null } },
      },
    });
  });

  it('are refused with the fault of a field, and keep what was entered', async () => {
    const wrong = { nps: '101', ltv365: '12,000' };
    const refused = { faults: { nps: 'score' }, entered: wrong };
    expect(await send(wrong)).toMatchObject({ status: 400, answer: refused });
    expect((await now()).settings.goals ?? {}).toEqual({});
    await expect(door.action(request({ version: 'x' }))).rejects.toMatchObject({ status: 400 });
  });

  const now = async () => await withShop(shop, (tx) => shopById(tx, shop));

  it('are of two parts and one change; a goal alone counts no number again', async () => {
    const before = await now();
    const goals = { nps: 40, ltv365: 12_000 };
    await changeParts(shop, { metrics: { healthPurchases: 3 }, goals }, before.settingsVersion);
    const after = await now();
    expect(after.settings.goals).toMatchObject(goals);
    expect(after.rulesVersion).toBe(before.rulesVersion);
    await changeParts(
      shop,
      { metrics: { healthPurchases: 4 }, goals: { nps: 50 } },
      after.settingsVersion,
    );
    expect((await now()).rulesVersion).toBeGreaterThan(before.rulesVersion);
  });

  it('are all refused where someone else has changed one of them, whichever part it is of', async () => {
    const { settingsVersion } = await now();
    await changeSettings(shop, 'goals', { nps: 60 }, null);
    const values = { metrics: { healthPurchases: 9 }, goals: { nps: 70 } };
    const theirs = await now();
    expect(await changeParts(shop, values, settingsVersion)).toEqual({
      version: theirs.settingsVersion,
      meanwhile: [{ part: 'goals', name: 'nps', value: 60 }],
    });
    expect(await now()).toEqual(theirs);
    await changeParts(shop, values, theirs.settingsVersion);
    expect((await now()).settings).toMatchObject(values);
  });

  it('are in the history, and a goal is undone', async () => {
    const [last] = (await readHistory(shop)).filter(({ part }) => part === 'goals');
    expect(last).toMatchObject({ part: 'goals', name: 'nps', before: 60, after: 70 });
    const which = { version: last?.version ?? 0, part: 'goals', name: 'nps' } as const;
    expect(await undoChange(shop, which, false)).toMatchObject({ state: 'done' });
    expect((await now()).settings.goals).toMatchObject({ nps: 60 });
  });

  it('are saved by the what-if of LTV as a goal of a year, once per opened page', async () => {
    const open = async (search = '') => {
      const path = `/app/ltv${search}`;
      return (await ltv.loader(merchantRequest(on.shopify.idToken(DOMAIN), path))).view;
    };
    const saveGoal = async (goal: string, version: number | string) => {
      const form = { goal, version: String(version) };
      const reply = await ltv.action(
        merchantRequest(on.shopify.idToken(DOMAIN), '/app/ltv?whatif=frequency_10', form),
      );
      return { status: reply.status, answer: await reply.json() };
    };
    await changeSettings(shop, 'goals', { ltv365: null }, null);
    const { settingsVersion: version } = (await open()) ?? {};
    if (typeof version !== 'number') throw new Error('the page says no version');
    const { rulesVersion } = await now();
    expect(await saveGoal('4360', version)).toEqual({ status: 200, answer: { saved: 4360 } });
    expect(await open()).toMatchObject({ goal: 4360, settingsVersion: version + 1 });
    // a goal moves no number
    expect((await now()).rulesVersion).toBe(rulesVersion);
    const second = { status: 409, answer: { meanwhile: 4360, version: version + 1 } };
    expect(await saveGoal('5000', version)).toEqual(second);
    expect(await saveGoal('5000', version + 1)).toMatchObject({ status: 200 });
    for (const wrong of ['', '0', '-5', 'x', '9'.repeat(20)])
      expect(await saveGoal(wrong, version + 2)).toMatchObject({ status: 400 });
    await expect(saveGoal('5000', 'x')).rejects.toMatchObject({ status: 400 });
    expect((await now()).settings.goals).toMatchObject({ ltv365: 5000 });
    // a part of the customers has no goal
    expect(await open('?discount=no')).toBeNull();
    // the compared day's, then the page's own
    while (await countFiltered(shop, clock.now()));
    expect((await open('?discount=no'))?.settingsVersion).toBeNull();
  });
});

const view: DefinitionsView = {
  ...{ version: 4, texts: definitionTexts(unset), healthAmount: 18_000 },
  ...{ currency: 'JPY', timezone: 'Asia/Tokyo' },
};
const html = (language: Language, of = view, answer?: DefinitionsAnswer) =>
  rendered(<DefinitionsPage view={of} answer={answer} />, language, '/app/settings/definitions');

describe('the page of definitions', () => {
  it.each(LANGUAGES)('has all its texts in %s', (language) => {
    const faults = Object.fromEntries(DEFINITION_FIELDS.map((field) => [field, 'huge'] as const));
    for (const [of, answer] of [
      [view, undefined],
      [{ ...view, healthAmount: null }, { saved: true }],
      [view, { faults, entered: view.texts }],
      ...(['number', 'negative', 'positive', 'currency', 'percent', 'goal', 'times'] as const).map(
        (fault) => [view, { faults: { nps: fault }, entered: view.texts }] as const,
      ),
    ] as const)
      expect(words(html(language, of, answer))).not.toMatch(/NaN|undefined|null|\{\{|\[object/);
  });

  it('names the figures of others with their source and year beside the goals', () => {
    const page = words(html('ja'));
    expect(latinWords(html('ja'))).toEqual(['ws', 'atscore', 'jp', 'EC', 'NTT']);
    for (const part of [
      '87%',
      '2021年',
      '西村公児氏',
      'NTTコム オンライン、2018年',
      '空欄の場合は¥18,000',
    ])
      expect(page).toContain(part);
  });

  it.each(LANGUAGES)('says in %s what saving does to amounts', (language) => {
    const year = { meanRevenue: 9_000, reached: 40, repeaters: 0.55, line: 0.6 };
    const now = {
      ...{ revenue: 1_000_000, perOrder: 4_000, perCustomer: 10_000, reachedAmount: 12 },
      yearly: year,
    };
    const nothing = { stages: null, segments: null, states: null, figures: null };
    const page = (amounts: AmountsPreview | null) =>
      words(
        html(language, view, {
          ...{ faults: {}, entered: view.texts },
          preview: { rules: nothing, amounts },
        }),
      );
    const basis = page({
      ...{ now, otherBasis: true },
      then: { ...now, revenue: 1_100_000, reachedAmount: 15, yearly: { ...year, line: 0.5 } },
    });
    const [at, below] =
      language === 'ja'
        ? ['55.0%（50%に到達）', '55.0%（60%に未達）']
        : ['55.0% (reaches 50%)', '55.0% (below 60%)'];
    for (const said of ['¥1,000,000', '¥1,100,000', at, below]) expect(basis).toContain(said);
    expect(basis).toContain(language === 'ja' ? 'LTVと粗利率は、保存後に' : 'once it is saved');
    const line = page({ now: { ...now, yearly: null }, then: now, otherBasis: false });
    expect(line).not.toContain('¥1,000,000');
    expect(line).toContain(language === 'ja' ? '365日分の注文' : '365 days of orders');
    expect(page(null)).toContain(
      language === 'ja' ? '動くお客様や数字はありません' : 'move no customer',
    );
    const unsaid = (['counting', { waitSeconds: 30 }, { waitSeconds: null }] as const).map(
      (preview) => words(html(language, view, { faults: {}, entered: view.texts, preview })),
    );
    expect(new Set(unsaid).size).toBe(3);
    expect(unsaid[1]).toContain(language === 'ja' ? 'あと約30秒' : 'about 30 more seconds');
    for (const own of [basis, line]) {
      expect(own).not.toMatch(/NaN|undefined|null|\{\{|\[object/);
      expect(own).not.toContain(
        language === 'ja' ? '動くお客様や数字はありません' : 'move no customer',
      );
    }
  });

  it('keeps what was entered where a field is wrong, and tells the second of two people', () => {
    const texts = { ...view.texts, nps: '200', revenueBasis: 'withTax' };
    const wrong = html('en', view, { faults: { nps: 'score' }, entered: texts });
    expect(wrong).toMatch(/name="nps"[^>]*value="200"|value="200"[^>]*name="nps"/);
    expect(words(wrong)).toContain('Enter a number from −100 to 100');
    expect(wrong).toMatch(
      /<input[^>]*value="withTax"[^>]*checked|<input[^>]*checked[^>]*value="withTax"/,
    );
    const meanwhile = [
      { part: 'goals', name: 'ltv365', value: 12_000 },
      { part: 'metrics', name: 'revenueBasis', value: 'withTax' },
    ];
    const told = words(html('ja', view, { meanwhile, version: 9, entered: texts }));
    expect(told).toContain('LTVの目標（最初の1年間）は、いま「¥12,000」です。');
    expect(told).toContain('売上の基準は、いま「税込」です。');
  });
});
