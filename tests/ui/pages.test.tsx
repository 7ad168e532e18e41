import { describe, expect, it } from 'vitest';
import { snapshotSchema, type Snapshot } from '../../app/metrics/snapshot';
import { createTranslator } from '../../app/i18n/i18n';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { numbersAt } from '../../app/metrics/shown';
import { HomePage } from '../../app/ui/home/home-page';
import { homeViewOf } from './home-view';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { LTV_NUMBERS } from '../../app/ui/ltv/numbers';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { rendered, words } from '../support/render';
import { PAGES, scene, SCENES } from './scenes';
import { emptyShop, youngShop } from './small-shops';
import { statusOf } from './status';
import { monthEnds, teaShop } from '../support/shops/tea-shop';
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
    const page = <LtvPage status={statusOf()} view={ltvViewOf(teaShop, numbers)} />;
    const text = words(rendered(page, language));
    for (const [at, { key, kind }] of numbers.entries()) {
      expect(text).toContain(texts.t(`ltv:number.${key}.label`));
      expect(text).toContain(kind === 'rate' ? `${11 + at}.1%` : `1,${111 + at}`);
    }
  });

  it('say why they are not known', () => {
    const unknown = numbersAt(teaShop, LTV_NUMBERS).map((one) => ({ ...one, value: null }));
    const page = <LtvPage status={statusOf()} view={ltvViewOf(teaShop, unknown)} />;
    expect(words(rendered(page, 'en'))).toContain('There is no revenue yet.');
  });

  it('say of a month that is not over that they will grow', () => {
    const shown = numbersAt(teaShop, ['newCustomersThisMonth']);
    const of = (incompleteMonth: string | null) => {
      const view = ltvViewOf({ ...teaShop, incompleteMonth }, shown);
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
  it('answers in five seconds: what needs attention, the four numbers, the stages with the health line', () => {
    const text = seen('home', 'full', 'ja');
    expect(text).toContain(
      '「購入者」のお客様が6,056人います。全員が「一般顧客」のお客様と同じだけ購入していた場合、累計売上は約2,138万円多い計算です。',
    );
    expect(text).toContain('60日を過ぎても支払い待ちの注文が3件あります。');
    expect(text).toContain('ほかに確認が必要なことは、今のところありません。');
    expect(text).toMatch(/LTV（粗利・365日） ¥6,27\d/);
    expect(text).toContain('90日以内のF2転換率 42.1%');
    expect(text).toMatch(/稼働中 3,910人.*離脱の恐れ 1,544人.*離脱 6,589人/);
    expect(text).toContain('優良顧客以上のお客様は4,346人、全体の36.1%です。');
    expect(text).toContain('健全ライン： ¥18,000以上購入したお客様が');
  });

  it('says each change on one ruler: before and difference make now, better or worse in words', () => {
    const text = seen('home', 'full', 'en');
    // F2 0.4209 and 0.4183; 3,910 and 3,990 active within the same window
    expect(text).toContain('▲ 0.3 points better than 41.8% on May 31, 2026');
    expect(text).toContain('▼ 80 worse than 3,990 on May 31, 2026');
    expect(text).toContain('At risk 1,544 Same as on May 31, 2026');
    expect(text).toMatch(/What moved The largest changes since May 31, 2026\. Customers 12,043/);
    expect(text).toContain('since May 17, 2026: 320 new, 110 reactivated, 370 no longer active.');
  });

  it('compares what a customer is worth over the same tenure, and of the same money', () => {
    const earlier = monthEnds[0] ?? teaShop;
    const short = earlier.ltv.curve.map((point) =>
      point.days > 180 ? { ...point, revenue: null } : point,
    );
    const before = { ...earlier, ltv: { ...earlier.ltv, curve: short } };
    const text = (one: Snapshot | null) =>
      words(rendered(<HomePage status={statusOf()} view={homeViewOf(teaShop, one)} />, 'en'));
    expect(text(before)).toContain('LTV over 180 days (gross profit)');
    const noMargin = {
      ...earlier,
      margin: { rate: null, coverage: null },
      ltv: { ...earlier.ltv, marginRate: null },
    };
    expect(text(noMargin)).toContain('Revenue per customer, 365 days');
    expect(text(null)).toContain('May 17, 2026 has not been calculated yet');
    expect(text({ ...earlier, currency: 'USD' })).toContain('Another currency on May 31, 2026');
    const first = { ...teaShop, firstOrderDay: '2026-05-18' };
    expect(
      words(rendered(<HomePage status={statusOf()} view={homeViewOf(first, null)} />, 'en')),
    ).toContain('The shop had no orders yet on May 17, 2026.');
  });

  it('shows at most three lines of attention, each with its link and a button to dismiss it', () => {
    const html = (snapshot: Snapshot) =>
      rendered(<HomePage status={statusOf()} view={homeViewOf(snapshot, null)} />, 'en');
    const attention = (text: string) => /<ul class="om-attention".*?<\/ul>/s.exec(text)?.[0] ?? '';
    const f2Month = {
      ...{ month: '2026-02', customers: 300, f2: 0.2, yearBefore: null, z: -3, below: true },
      before: { customers: 4000, f2: 0.3 },
    };
    const [one] = teaShop.repeat.firstProducts;
    const low = {
      productId: '9',
      title: '新茶',
      customers: 700,
      notYet: 699,
      within90: 0.001,
      medianDays: null,
    };
    const repeat = { ...teaShop.repeat, firstProducts: [...(one ? [one] : []), low] };
    const many = attention(html({ ...teaShop, f2Month, repeat }));
    expect(many.match(/<li/g)).toHaveLength(3);
    expect(many.match(/Dismiss/g)).toHaveLength(3);
    for (const path of ['/app/stages', '/app/repeat']) expect(many).toContain(`href="${path}"`);
    expect(words(many)).toContain(
      'Of the 300 customers who first bought in Feb 2026, 20.0% bought',
    );
    expect(words(many)).toContain('700 customers began with “新茶”. 0.1% of them bought again');
    const weeks = {
      ...{ from: '2026-05-01', to: '2026-06-16', lowest: -42.2, lowestDay: '2026-06-10' },
      ...{ detractors: 90, before: 12 },
    };
    const bad = { ...teaShop, nps: { ...teaShop.nps, tribe: 8, badWeeks: [weeks] } };
    expect(words(attention(html(bad)))).toContain(
      'NPS was −42.2 in the 30 days to Jun 10, 2026, down from 12.0; 90 customers gave 0–6.',
    );
    expect(words(html({ ...bad, valueAtStake: null }))).toContain('8 customers gave 9 or 10, but');
    const past = homeViewOf(teaShop, null);
    past.attention.dismissible = false;
    const shown = rendered(<HomePage status={statusOf()} view={past} />, 'en');
    expect(attention(shown)).not.toContain('Dismiss');
  });

  it('shows the import instead of attention while it runs', () => {
    const importing = SCENES.running?.status.importing ?? statusOf().importing;
    const view = homeViewOf(teaShop, null);
    expect(rendered(<HomePage status={statusOf({ importing })} view={view} />, 'en')).not.toContain(
      'om-attention',
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
    expect(text).toContain('F2 rate within 60 days 23.0%');
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
    expect(text).toMatch(/¥6,27\d/);
  });

  it('invites a shop without orders to wait for the first', () => {
    expect(seen('home', 'empty', 'ja')).toContain('集計できる注文がまだありません');
  });
});

describe('ltv', () => {
  it('shows six elements, unknown costs as – with the reason', () => {
    const text = seen('ltv', 'full', 'ja');
    for (const element of ['¥3,981', '58.3%', '年1.7回', '2.08年']) expect(text).toContain(element);
    expect(text).toContain('顧客獲得コスト – 広告費がまだ登録されていないため、引いていません。');
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
    const ltv = {
      ...{ ...teaShop.ltv, marginRate: null },
      ...{ valueBasis: 'revenue' as const, value: 14191 },
    };
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
    const home = homeViewOf({ ...teaShop, ltv: { ...teaShop.ltv, health } }, null);
    expect(words(rendered(<HomePage status={status} view={home} />, 'en'))).toContain(
      'No amount has been chosen',
    );
  });
});

describe('repeat', () => {
  it('marks the step that loses most customers, and the worst rate if it is another step', () => {
    const view = repeatViewOf(teaShop, 'without');
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
    expect(row).toContain('（まだ終わっていない期間）');
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
    expect(text).toContain(
      '275 customers moved up, 19 customers moved down, 188 customers lapsed.',
    );
    expect(text).toContain('Lapsed 188');
    expect(text).toContain('Came back 24');
  });

  it('shows history by month, and the number of months that are still being counted', () => {
    const text = seen('stages', 'full', 'en');
    expect(text).toContain('From 401 customers at the end of Jan 2024 to 12,043 customers now.');
    expect(text).toContain('being calculated, newest first');
  });
});
