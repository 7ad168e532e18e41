import { beforeAll, describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { goalSettingsSchema, metricSettingsSchema } from '../../app/metrics/settings';
import { changeParts, changeSettings } from '../../app/settings/change.server';
import {
  DEFINITION_FIELDS,
  definitionTexts,
  enteredDefinitions,
  parseDefinitions,
  type Definitions,
} from '../../app/settings/entered/definitions';
import { readHistory } from '../../app/settings/history.server';
import { undoChange } from '../../app/settings/undo.server';
import { withShop, type ShopId } from '../../app/store/db.server';
import { shopById } from '../../app/store/shops/shops';
import { DefinitionsPage } from '../../app/ui/settings/definitions/page';
import type { DefinitionsAnswer, DefinitionsView } from '../../app/ui/settings/definitions/view';
import { youngShop } from '../sandbox/worlds/young';
import { database } from '../support/database';
import { shopOf } from '../support/numbers/measure';
import { rendered, words } from '../support/render';

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
          ...{ revenueBasis: 'net', counting: 'day', f2Benchmark: 0.87 },
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
    ['nps', '100.5', 'score'],
    ['nps', '1e2', 'score'],
    ['repeaters', 'half', 'percent'],
  ])('are refused with the fault of their field: %s %s', (field, text, fault) => {
    expect(entered({ [field]: text })).toEqual({ faults: { [field]: fault } });
  });
});

describe('definitions that are saved', () => {
  const db = database();
  let shop: ShopId;
  beforeAll(async () => {
    shop = await shopOf(await db, youngShop({ until: new Date('2026-10-14T12:00:00Z') }));
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
      ...(['number', 'negative', 'positive', 'currency', 'percent', 'times', 'score'] as const).map(
        (fault) => [view, { faults: { nps: fault }, entered: view.texts }] as const,
      ),
    ] as const)
      expect(words(html(language, of, answer))).not.toMatch(/NaN|undefined|null|\{\{|\[object/);
  });

  it('names the figures of others with their source and year beside the goals', () => {
    const page = words(html('ja'));
    for (const part of [
      '87%',
      '2021年',
      '西村公児氏',
      'NTTコム オンライン、2018年',
      '空欄の場合は¥18,000',
    ])
      expect(page).toContain(part);
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
