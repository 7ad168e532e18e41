import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { parseChange, parsePart } from '../../app/settings/parts';
import { HistoryPage } from '../../app/ui/settings/history-page';
import { OverviewPage } from '../../app/ui/settings/overview-page';
import type { ChangeRow, UndoAnswer } from '../../app/ui/settings/view';
import { rendered, words } from '../support/render';

const change = (part: string, name: string, before: unknown, after: unknown): ChangeRow => ({
  ...{ version: 7, part, name, before, after, known: true, roles: null, spend: null, costs: null },
  at: '2026-11-30T01:05:00.000Z',
});
const html = (changes: ChangeRow[], language: Language, answer?: UndoAnswer) =>
  rendered(
    <HistoryPage
      view={{ changes, isCut: changes.length > 3, currency: 'JPY', timezone: 'Asia/Tokyo' }}
      answer={answer}
    />,
    language,
    '/app/settings/history',
  );
const text = (...given: Parameters<typeof html>) => words(html(...given));

describe('the change history', () => {
  it.each(LANGUAGES)('names every setting and writes every value in %s', (language) => {
    const set = {
      metrics: {
        ...{ lapseDays: 90, durationDays: 365, newcomersFrom: '2026-01-05', defaultMargin: 0.6 },
        ...{ healthAmount: 20_000, healthYearAmount: 18_000, followerTags: ['LINE', 'VIP'] },
        orderCost: { amount: 600, share: 0.036 },
        retention: { systemsPerMonth: 100_000, peoplePerMonth: 300_000, customers: null },
      },
      privacy: { commentDays: null },
      survey: { questions: { ja: '勧めますか' }, shareUrl: 'https://tea.example/f' },
    };
    const changes = (['metrics', 'privacy', 'survey'] as const).flatMap((part) => {
      const [before, after] = [parsePart(part, {}), parsePart(part, set[part])];
      return Object.keys(before).map((name) => change(part, name, before[name], after[name]));
    });
    // a key without a text throws
    const shown = text(changes, language);
    expect(shown).not.toMatch(/NaN|undefined|null|\{\{|\[object|Invalid|true|false/);
    const keys = changes.map(({ name }) => name).filter((name) => /[A-Z]/.test(name));
    expect(shown.split(/\W+/).filter((word) => keys.includes(word))).toEqual([]);
  });

  it('says what, from what to what, and when on the shop’s clock', () => {
    const rows = [
      change('metrics', 'defaultMargin', null, 0.6),
      change('metrics', 'lapseDays', 120, null),
      change('metrics', 'revenueBasis', 'net', 'withTax'),
      // as the database orders its keys
      change('metrics', 'orderCost', null, { share: 0.036, amount: 600 }),
    ];
    const japanese = text(rows, 'ja');
    expect(japanese).toContain('標準の粗利率 未設定 → 60% 2026/11/30 10:05');
    expect(japanese).toContain('離脱とみなす日数 120日 → 自動');
    expect(japanese).toContain('税抜 → 税込');
    expect(japanese).toContain('未設定 → 1件あたりの額：¥600、売上に対する率：3.6%');
    expect(text(rows, 'en')).toContain('Default gross margin Not set → 60% Nov 30, 2026, 10:05 AM');
    expect(text([], 'en')).toContain('No setting has been changed yet.');
    expect(html(rows.slice(0, 2), 'en')).not.toContain('?all=1');
    expect(html(rows, 'en')).toContain('/app/settings/history?all=1');
  });

  it('says products’ roles product by product', () => {
    const first = [
      { product: '1', title: 'お試しセット', before: null, after: 'trial' as const },
      { product: '22', title: null, before: 'main' as const, after: null },
    ];
    const before = { 1: null, 22: 'main', 3: null };
    const row = {
      ...change('roles', 'products', before, { 1: 'trial', 22: null, 3: 'trial' }),
      roles: { first, products: 3 },
    };
    const japanese = text([row], 'ja');
    expect(japanese).toContain('「お試しセット」の役割：なし → お試し');
    expect(japanese).toContain('「削除された商品（ID：22）」の役割：本商品 → なし ほか1商品');
    expect(text([row], 'en')).toContain('Role of お試しセット: None → Trial');
    expect(html([row], 'ja')).toContain(
      'aria-label="「商品の役割」を「本商品：1商品、なし：2商品」に戻す"',
    );
    const { at: _, known: __, after: ___, ...of } = row;
    expect(text([], 'en', { changed: { ...of, value: before } })).toContain(
      'Changed again since: Product roles',
    );
  });

  it('says unit costs as one change, product by product', () => {
    const first = [
      { product: '1', title: '青汁', variant: null, from: null, before: null, after: 480 },
      {
        ...{ product: '22', title: null, variant: '3袋', from: '2026-04-01' },
        ...{ before: 12.5, after: null },
      },
    ];
    const row = {
      ...change('unitCosts', 'costs', null, null),
      costs: { first, costs: 3, products: 2 },
    };
    const japanese = text([row], 'ja');
    expect(japanese).toContain('商品原価：2商品 「青汁」の原価（最初から）：未設定 → ¥480');
    expect(japanese).toContain('「削除された商品（ID：22）・3袋」の原価（2026年4月1日から）');
    expect(japanese).toContain('ほか1件');
    expect(text([row], 'en')).toContain('Unit costs: 2 products Cost of 青汁 (always): Not set');
    expect(html([row], 'ja')).toContain('aria-label="「商品原価」を「3件の原価」に戻す"');
    const { at: _, known: __, after: ___, ...of } = row;
    const value = { '1 0 always': 5, '2 0 always': null };
    const asked = text([], 'ja', { changed: { ...of, before: value, value } });
    expect(asked).toContain('この変更の2件の原価の中に、そのあとにも変更されたものがあります。');
    expect(asked).not.toContain('「2件の原価」に戻す');
    // a yen has no decimals, a cost may
    expect(japanese).toContain('¥12.5 → 未設定');
  });

  it('offers an undo that names the change, except for a setting that this release does not know', () => {
    const shown = html([change('metrics', 'lapseDays', 120, null)], 'en');
    expect(shown).toContain(
      'aria-label="Set Days until a customer counts as lapsed back to 120 days"',
    );
    const form = new FormData();
    for (const [, name = '', value = ''] of shown.matchAll(
      /type="hidden" name="(\w+)" value="(\w+)"/g,
    ))
      form.set(name, value);
    expect(parseChange(form)).toEqual({ version: 7, part: 'metrics', name: 'lapseDays' });
    const old = { ...change('metrics', 'gone', { a: 1 }, null), known: false };
    expect(text([old], 'ja')).toContain('gone {"a":1} → null');
    expect(html([old], 'en')).not.toContain('<button');
  });

  it('asks before it undoes a change of a value that has changed again', () => {
    const { at: _, known: __, after: ___, ...of } = change('metrics', 'defaultMargin', null, 0.6);
    const asked = html([], 'ja', { changed: { ...of, value: 0.7 } });
    expect(words(asked)).toContain('いまの値は「70%」です。それでも「未設定」に戻しますか？');
    expect(asked).toContain('name="confirmed"');
    expect(text([], 'en', { undone: of })).toContain('Undone: Default gross margin.');
    expect(text([], 'en', { problem: 'gone' })).toContain('no longer on record');
  });

  it.each([
    ['no number', { version: '1e3' }],
    ['no part', { part: 'attention' }],
    ['a part of every object', { part: 'constructor' }],
    ['no setting of the part', { name: 'commentDays' }],
    ['a key of every object', { name: 'toString' }],
  ])('takes no form with %s', (_, wrong) => {
    const form = new FormData();
    const right = { version: '1', part: 'metrics', name: 'lapseDays' };
    for (const [name, value] of Object.entries({ ...right, ...wrong })) form.set(name, value);
    expect(parseChange(form)).toBeNull();
  });
});

it.each(LANGUAGES)('the overview leads to every section in %s', (language) => {
  const shown = rendered(<OverviewPage />, language, '/app/settings?asOf=2026-05-01');
  const links = [...shown.matchAll(/href="([^"?]*)\?asOf=2026-05-01"/g)].map(([, path]) => path);
  expect(links).toEqual([
    ...['/app/settings/costs', '/app/settings/unit-costs', '/app/settings/advertising'],
    ...['/app/settings/products', '/app/settings/rules', '/app/settings/definitions'],
    ...['/app/setup', '/app/nps/survey', '/app/settings/data', '/app/settings/privacy'],
    ...['/app/settings/display', '/app/settings/history'],
  ]);
});
