import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { CostFigures } from '../../app/metrics/costs/preview.server';
import { CostsPage } from '../../app/ui/settings/costs-page';
import type { CostsAnswer, CostsView } from '../../app/ui/settings/costs-view';
import { rendered, words } from '../support/render';

const figures: CostFigures = {
  ...{ grossMargin: 0.4, coverage: 0.62, orderCost: null },
  ...{ retentionCostPerYear: null, value: 4364, valueBasis: 'profit' },
};
const after: CostFigures = { ...figures, retentionCostPerYear: 960, orderCost: 0.08, value: 3123 };
const texts = {
  ...{ systemsPerMonth: '100,000', peoplePerMonth: '300,000', customers: '5,000' },
  ...{ defaultMargin: '', orderAmount: '', orderShare: '3.6' },
};
const view: CostsView = {
  ...{ version: 4, texts, faults: {}, currency: 'JPY', timezone: 'Asia/Tokyo' },
  retentionPerYear: 960,
  preview: { figures: [figures, after], customers: 1234, durationDays: 365 },
};
const html = (language: Language, of = view, answer?: CostsAnswer) =>
  rendered(<CostsPage view={of} answer={answer} />, language, '/app/settings/costs');
const valueOf = (page: string, name: string) =>
  new Map(
    [...page.matchAll(/<input[^>]*>/g)].map(([tag]) => [
      / name="(\w+)"/.exec(tag)?.[1],
      / value="([^"]*)"/.exec(tag)?.[1],
    ]),
  ).get(name);

describe('the page of costs', () => {
  it.each(LANGUAGES)(
    'has all its texts in %s, with numbers and before the first ones',
    (language) => {
      const unknown = {
        ...view.preview,
        figures: [{ ...figures, value: null }],
      } as CostsView['preview'];
      const faults: CostsView['faults'] = {
        ...{ systemsPerMonth: 'number', peoplePerMonth: 'negative', customers: 'people' },
        ...{ defaultMargin: 'percent', orderAmount: 'huge', orderShare: 'currency' },
      };
      for (const of of [view, { ...view, preview: null }, { ...view, preview: unknown, faults }])
        expect(words(html(language, of))).not.toMatch(/NaN|undefined|null|\{\{|\[object|Invalid/);
    },
  );

  it('works out the articles’ retention cost, and says what the LTV becomes', () => {
    const japanese = words(html('ja'));
    expect(japanese).toContain('1人あたり月¥80、年¥960');
    expect(japanese).toContain('LTV（365日間） ¥4,364 ¥3,123');
    expect(japanese).toContain('顧客維持コスト（1人・年） – ¥960');
    expect(japanese).toContain('離脱していないお客様の数（現在1,234人）');
    expect(html('ja')).toMatch(/href="\/app\/settings\/unit-costs"[^>]*>商品ごとの原価を入力する/);
    expect(words(html('en'))).toContain('Per-order costs (% of revenue) – 8.0%');
    expect(html('en')).toContain('<strong>¥3,123</strong>');
    const revenue = { ...figures, grossMargin: null, valueBasis: 'revenue' } as const;
    const preview = { figures: [revenue], customers: 1234, durationDays: 365 };
    expect(words(html('en', { ...view, preview }))).toContain('¥4,364 (on revenue)');
  });

  it('says beside a field what is wrong with it, and keeps what was entered', () => {
    const entered = { ...texts, systemsPerMonth: '$5' };
    const page = html('en', view, { faults: { systemsPerMonth: 'currency' }, entered });
    expect(valueOf(page, 'systemsPerMonth')).toBe('$5');
    expect(page).toMatch(
      /aria-invalid="true"[^>]*name="systemsPerMonth"|name="systemsPerMonth"[^>]*aria-invalid="true"/,
    );
    expect(words(page)).toContain('Enter an amount in the shop’s currency (JPY).');
    expect(words(page)).toContain('Not saved');
  });

  it('tells the second of two people what has changed, keeps their text, and lets them overwrite it', () => {
    const entered = { ...texts, customers: '6,000' };
    const meanwhile = [
      { name: 'retention', value: { systemsPerMonth: 5, peoplePerMonth: 6, customers: null } },
      { name: 'defaultMargin', value: 0.7 },
    ];
    const page = html('ja', { ...view, version: 9 }, { meanwhile, version: 9, entered });
    expect(words(page)).toContain(
      '顧客維持コストは、いま「システム費（月）：¥5、人件費（月）：¥6、お客様：離脱していないお客様の人数」です。',
    );
    expect(words(page)).toContain('標準の粗利率は、いま「70%」です。');
    expect([valueOf(page, 'customers'), valueOf(page, 'version')]).toEqual(['6,000', '9']);
    expect(valueOf(html('ja'), 'version')).toBe('4');
  });
});
