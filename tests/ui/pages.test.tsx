import { describe, expect, it } from 'vitest';
import { snapshotSchema } from '../../app/metrics/snapshot';
import { createTranslator } from '../../app/i18n/i18n';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { numbersAt } from '../../app/metrics/shown';
import { HomePage } from '../../app/ui/home/home-page';
import { homeView } from '../../app/ui/home/view';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { LTV_NUMBERS } from '../../app/ui/ltv/numbers';
import { ltvView } from '../../app/ui/ltv/view';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatView } from '../../app/ui/repeat/view';
import { rendered, words } from '../support/render';
import { PAGES, scene, SCENES } from './scenes';
import { emptyShop, youngShop } from './small-shops';
import { statusOf } from './status';
import { teaShop } from '../support/shops/tea-shop';
import { ltvViewOf } from './ltv-view';

function seen(page: (typeof PAGES)[number], name: string, language: Language): string {
  return words(rendered(scene(page, name), language));
}

describe('every page in every scene and language', () => {
  for (const page of PAGES)
    for (const name of Object.keys(SCENES))
      for (const language of LANGUAGES)
        it(`${page}, ${name}, ${language}: all texts exist and no number is broken`, () => {
          const text = seen(page, name, language);
          expect(text).not.toMatch(/NaN|undefined|null|Infinity|\{\{|\[object|Invalid/);
          expect(text.length).toBeGreaterThan(80);
        });

  it('has no English on the Japanese pages except names and words of the trade', () => {
    for (const page of PAGES)
      for (const name of Object.keys(SCENES)) {
        const latin = seen(page, name, 'ja').match(/[A-Za-z][A-Za-z]+/g) ?? [];
        const foreign = latin.filter((word) => !['LTV', 'NPS', 'Shopify', 'CSV'].includes(word));
        // Shopify's replies are shown unchanged.
        expect(foreign.filter((word) => !/INTERNAL|SERVER|ERROR/.test(word))).toEqual([]);
      }
  });
});

describe('the single numbers of the LTV page', () => {
  it.each(LANGUAGES)('stand with their label, written by their kind, in %s', (language) => {
    const texts = createTranslator(language);
    const numbers = numbersAt(teaShop, LTV_NUMBERS).map((one, at) => ({
      ...one,
      value: one.kind === 'rate' ? 0.1111 + at / 100 : 1111 + at,
    }));
    const page = <LtvPage status={statusOf()} view={ltvView(teaShop, numbers)} />;
    const text = words(rendered(page, language));
    for (const [at, { key, kind }] of numbers.entries()) {
      expect(text).toContain(texts.t(`ltv:number.${key}.label`));
      expect(text).toContain(kind === 'rate' ? `${11 + at}.1%` : `1,${111 + at}`);
    }
  });

  it('say why they are not known', () => {
    const unknown = numbersAt(teaShop, LTV_NUMBERS).map((one) => ({ ...one, value: null }));
    const page = <LtvPage status={statusOf()} view={ltvView(teaShop, unknown)} />;
    expect(words(rendered(page, 'en'))).toContain('There is no revenue yet.');
  });

  it('say of a month that is not over that they will grow', () => {
    const shown = numbersAt(teaShop, ['newCustomersThisMonth']);
    const of = (incompleteMonth: string | null) => {
      const view = ltvView({ ...teaShop, incompleteMonth }, shown);
      return words(rendered(<LtvPage status={statusOf()} view={view} />, 'en'));
    };
    expect(of('2026-06')).toContain('Jun 2026 is not over, so this will still grow.');
    expect(of(null)).not.toContain('so this will still grow');
  });
});

describe('the fixtures', () => {
  it('have the shape of a snapshot', () => {
    for (const snapshot of [teaShop, youngShop, emptyShop])
      expect(snapshotSchema.safeParse(snapshot).error).toBeUndefined();
  });
});

describe('home', () => {
  it('answers in five seconds: LTV, the second purchase beside 87 %, the step that loses most customers', () => {
    const text = seen('home', 'full', 'ja');
    expect(text).toContain('¥8,279');
    expect(text).toContain('健全ライン ¥18,000');
    expect(text).toContain('約42人が90日以内に2回目を買っています');
    expect(text).toContain('目安 87%');
    expect(text).toContain('1回目のみの方が6,056人います');
    expect(text).toContain('6,056人（50.3%）がまだ2回目を買っていません');
    expect(text).toContain('優良顧客以上のお客様は4,346人、全体の36.1%です。');
  });

  it('describes the changes since the last month’s end in words', () => {
    const text = seen('home', 'full', 'en');
    expect(text).toContain('compared with May 31, 2026');
    expect(text).toContain('▲ up ¥629 from ¥7,650');
    expect(text).toContain('▲ up 0.3 points from 41.8%');
    expect(text).toContain('▼ down 80 from 3,990');
    expect(text).toContain('Same as at last month’s end');
  });

  it('compares LTV over another duration with its days named, and never profit with revenue', () => {
    const before = { ...teaShop, asOf: '2026-06-01', ltv: { ...teaShop.ltv, durationDays: 745 } };
    const text = words(
      rendered(<HomePage status={statusOf()} view={homeView(teaShop, before)} />, 'en'),
    );
    expect(text).toContain('Since last month');
    const change = (view: ReturnType<typeof homeView>) =>
      view.changes?.rows.find(({ name }) => name === 'ltv');
    expect(change(homeView(teaShop, before))).toMatchObject({ beforeDays: 745 });
    const onRevenue = { ...before, ltv: { ...before.ltv, valueBasis: 'revenue' as const } };
    expect(change(homeView(teaShop, onRevenue))).toMatchObject({ before: null });
  });

  it('says whether costs are deducted from LTV', () => {
    expect(seen('home', 'full', 'en')).toContain('costs are not deducted yet');
    const ltv = { ...teaShop.ltv, acquisitionCost: 1500 };
    const view = homeView({ ...teaShop, ltv }, null);
    expect(words(rendered(<HomePage status={statusOf()} view={view} />, 'en'))).toContain(
      'A new customer is worth ¥8,181',
    );
  });

  it('counts the orders left out by reason, and warns of those pending for long', () => {
    const text = seen('home', 'full', 'ja');
    expect(text).toContain('注文31,204件のうち30,112件を集計しています（対象外1,092件）');
    expect(text).toContain('テスト注文 4件');
    expect(text).toContain('支払い待ちの注文が3件');
  });

  it('shows the longest known period if LTV is unknown, and says why', () => {
    const text = seen('home', 'young', 'en');
    expect(text).toContain('Revenue per customer, 60 days');
    expect(text).toContain('¥4,080');
    expect(text).toContain('fewer than 30 customers have been seen for 90 days');
    expect(text).toContain('Based on the last 60 days of orders');
  });

  it('shows the progress of the first import', () => {
    const text = seen('home', 'running', 'ja');
    expect(text).toContain('注文 31,204件のうち12,300件');
    expect(text).toContain('残り約40秒');
    expect(text).not.toContain('健全ライン');
  });

  it('says why the import failed, and offers a retry', () => {
    const text = seen('home', 'failed', 'en');
    expect(text).toContain('Your orders could not all be read');
    expect(text).toContain('INTERNAL_SERVER_ERROR');
    expect(text).toContain('Read again');
  });

  it('keeps the last numbers while Shopify is down, with their time', () => {
    const text = seen('home', 'stale', 'en');
    expect(text).toContain('These are not the latest numbers');
    expect(text).toContain('Jun 17, 2026, 9:15 AM');
    expect(text).toContain('¥8,279');
  });

  it('invites a shop without orders to wait for the first', () => {
    expect(seen('home', 'empty', 'ja')).toContain('集計できる注文がまだありません');
  });
});

describe('ltv', () => {
  it('shows six elements, unknown costs as – with the reason', () => {
    const text = seen('ltv', 'full', 'ja');
    for (const element of ['¥3,981', '58.3%', '年1.7回', '2.08年']) expect(text).toContain(element);
    expect(text).toContain('新規獲得コスト – 広告費がまだ登録されていないため、引いていません。');
    expect(text).toContain('誤差の範囲 ¥13,789〜¥14,593（95%）');
  });

  it.each([
    ['default', 'for new shops'],
    ['measured', 'nine in ten customers have lapsed'],
    ['limited', 'customers stay longer than the shop has existed'],
    ['setting', 'from your settings'],
  ] as const)('says that the duration is %s', (basis, said) => {
    const view = ltvViewOf({ ...teaShop, ltv: { ...teaShop.ltv, basis } });
    expect(words(rendered(<LtvPage status={statusOf()} view={view} />, 'en'))).toContain(said);
  });

  it('shows LTV on revenue if the margin is unknown, and says so', () => {
    const ltv = { ...teaShop.ltv, valueBasis: 'revenue' as const, value: 14191 };
    const view = ltvViewOf({ ...teaShop, margin: { rate: null, coverage: 0.2 }, ltv });
    const text = words(rendered(<LtvPage status={statusOf()} view={view} />, 'en'));
    expect(text).toContain('Gross margin – Under half of the revenue has a known cost');
    expect(text).toContain('on revenue, since the margin is not known');
  });

  it('names each unknown tenure of the curve', () => {
    expect(seen('ltv', 'young', 'en')).toContain(
      '90 days, 180 days, 365 days, 730 days : not known yet'.replace(' :', ':'),
    );
  });

  it('compares no customer with a health line if the currency has none', () => {
    const health = { ...teaShop.ltv.health, amount: null };
    const view = ltvViewOf({ ...teaShop, currency: 'THB', ltv: { ...teaShop.ltv, health } });
    const status = statusOf({ currency: 'THB' });
    const text = words(rendered(<LtvPage status={status} view={view} />, 'en'));
    expect(text).toContain('No amount has been chosen in this currency yet.');
    const home = homeView({ ...teaShop, ltv: { ...teaShop.ltv, health } }, null);
    expect(words(rendered(<HomePage status={status} view={home} />, 'en'))).toContain(
      'No amount has been chosen',
    );
  });
});

describe('repeat', () => {
  it('marks the step that loses most customers, and the worst rate if it is another step', () => {
    const view = repeatView(teaShop, 'without');
    const text = words(rendered(<RepeatPage status={statusOf()} view={view} />, 'en'));
    expect(text).toContain('6,056 customers (50.3%) have not bought again since purchase 1');
    expect(text).toContain('Lowest conversion: 25.0% have not bought again since purchase 4');
    expect(text).toContain('37.1%');
  });

  it('has a table behind every chart', () => {
    for (const page of ['ltv', 'repeat', 'stages'] as const) {
      const html = rendered(scene(page, 'full'), 'en');
      const charts = html.match(/<figure/g)?.length ?? 0;
      expect(charts).toBeGreaterThan(0);
      expect(html.match(/View as table/g)).toHaveLength(charts);
    }
  });

  it('marks the running month and leaves future months empty', () => {
    const html = rendered(scene('repeat', 'young'), 'ja');
    const row = words(/2026年5月<\/th>.*?<\/tr>/s.exec(html)?.[0] ?? '');
    expect(row).not.toContain('100%');
    expect(row).toContain('* （まだ終わっていない月）');
    expect(html).toMatch(/<td[^>]*><\/td>/);
  });
});

describe('stages', () => {
  it('names the seven stages in both languages, with customers, share, revenue and worth', () => {
    const text = seen('stages', 'full', 'ja');
    expect(text).toContain('1 購入者 6,056 50.3% ¥17,865,200 ¥2,950 41日');
    expect(text).toContain('7 伝道者 0 0% ¥0 – –');
    expect(seen('stages', 'full', 'en')).toContain('Evangelist');
  });

  it('sums movement into up, down, new, lapsed and back', () => {
    const text = seen('stages', 'full', 'en');
    expect(text).toContain('275 customers moved up and 19 customers moved down');
    expect(text).toContain('Lapsed 188');
    expect(text).toContain('Came back 24');
  });

  it('shows history by month, and the number of months that are still being counted', () => {
    const text = seen('stages', 'full', 'en');
    expect(text).toContain('From 401 customers at the end of Jan 2024 to 12,043 customers now.');
    expect(text).toContain('being calculated, newest first');
  });
});
