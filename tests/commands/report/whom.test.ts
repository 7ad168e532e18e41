import { describe, expect, it } from 'vitest';
import { numbersAt } from '../../../app/metrics/shown';
import type { Snapshot } from '../../../app/metrics/snapshot';
import { LTV_NUMBERS } from '../../../app/ui/ltv/numbers';
import { teaShop } from '../../support/shops/tea-shop';
import { reportText } from './text';
import { wordsFor } from './words';

const inLanguage = (LC_ALL: string) => wordsFor({ ...process.env, LC_ALL });
const [en, ja] = [inLanguage('en_US.UTF-8'), inLanguage('ja_JP.UTF-8')];
const printed = (snapshot: Snapshot, words = en) =>
  reportText(snapshot, numbersAt(snapshot, LTV_NUMBERS), words).join('\n');

const quarter = (f2: number | null): Snapshot['newcomers'][string] => ({
  customers: 812,
  revenue: { '30': 3210, '90': 3900, '180': null },
  interval90: [3800, 4000],
  f2,
});
const recent: Snapshot = {
  ...teaShop,
  newcomers: { '2025-Q4': quarter(0.31), '2026-Q1': quarter(0.42), '2026-Q2': quarter(null) },
};
const change = {
  quarter: '2026-Q1',
  revenue: 3100,
  before: 3900,
  z: -4,
  zYear: -3,
  changed: true,
};

describe('the report prints', () => {
  it('the LTV’s customers, and its share after the first year', () => {
    const text = printed(teaShop);
    expect(text).toContain('Customers since 2023-12-19; not a forecast');
    // R(761) 14,190.46, R(365) 10,761.03
    expect(text).toContain('24.2 % of it comes after the first year');
    const year = { ...teaShop, ltv: { ...teaShop.ltv, durationDays: 365 } };
    expect(printed(year)).not.toContain('after the first year');
  });

  it('newcomers by quarter, and whether the latest are worth less, more or neither', () => {
    expect(printed({ ...recent, newcomersChange: change })).toContain(
      'New customers of 2026-Q1 are worth less: ¥3,100 instead of ¥3,900 within 90 days.',
    );
    const more = { ...change, revenue: 4500 };
    expect(printed({ ...recent, newcomersChange: more })).toContain('2026-Q1 are worth more');
    const neither = { ...change, changed: false };
    const withYear = { ...recent.newcomers, '2025-Q1': quarter(0.3) };
    expect(printed({ ...recent, newcomers: withYear, newcomersChange: neither }, ja)).toContain(
      'はっきりした変化はありません：2026-Q1の新規客は90日以内で￥3,100',
    );
    expect(printed({ ...recent, newcomersChange: change })).toContain(
      'Against the four quarters before (¥3,900): lower, by more than chance (z -4).',
    );
    expect(printed({ ...recent, newcomersChange: { ...neither, zYear: null } })).toContain(
      'Without the same quarter a year before, this may be the season.',
    );
    expect(
      printed({ ...recent, newcomers: withYear, newcomersChange: { ...change, zYear: 1 } }, ja),
    ).toContain(
      '前年の同じ時期、2025-Q1（￥3,900）との比較：偶然の範囲内で、差があるとはいえません（z 1）。',
    );
    expect(printed(recent)).toMatch(/2025-Q4 +812 +¥3,210 +¥3,900 +± ¥100 +– +31 %/);
  });

  it('F2 beside the shop’s best quarter, the trade and the author’s aim', () => {
    const text = printed(recent);
    expect(text).toContain('your own best quarter: 42 % (2026-Q1)');
    expect(text.indexOf('own best')).toBeLessThan(text.indexOf('87 %: the author’s aim'));
    expect(printed({ ...teaShop, newcomers: {} })).not.toContain('own best');
  });

  it('a year’s revenue per buyer, and the share of buyers at the set amount', () => {
    const yearly = { buyers: 50, meanRevenue: 9000, amount: 18_000, reached: 5, repeaters: 0.6 };
    const text = printed({ ...teaShop, yearly });
    expect(text).toMatch(/Revenue per buyer in the last 365 days +¥9,000\n/);
    expect(text).toMatch(/Buyers with ¥18,000 or more in those days +10 %\n/);
    expect(text).toMatch(/Repeat buyers among the year’s buyers .* the guideline is 60 %\n/);
    expect(printed({ ...teaShop, yearly: { ...yearly, amount: null } })).not.toContain(
      'Buyers with',
    );
  });

  it('a history that begins in the middle, the reasons, and what to do', () => {
    const history: Snapshot['history'] = {
      ...teaShop.history,
      begins: 'middle',
      reasons: ['orderNumbers', 'earlyNewcomers'],
      notNew: 4300,
      suggestedFrom: '2024-06-16',
    };
    const text = printed({ ...teaShop, history });
    expect(text).toContain('well above 1001; the first 30 days have far more');
    expect(text).toContain('About 4,300 of 12,043 new customers are probably not new.');
    expect(text).toContain('F2 and revenue per customer are therefore too high.');
    expect(text).toContain('--newcomers-from 2024-06-16');
    const set = { ...history, newcomersFrom: '2024-06-16' };
    expect(printed({ ...teaShop, history: set })).not.toContain('are too high');
    const unsaid = { ...history, notNew: null, suggestedFrom: null };
    expect(printed({ ...teaShop, history: unsaid }, ja)).not.toMatch(/以前からの|--newcomers-from/);
    expect(printed(teaShop)).not.toContain('begin in the middle');
    const few = printed({ ...teaShop, history, customers: 29 });
    expect(few).toContain('begin in the middle');
    expect(few).not.toContain('are too high');
  });

  it('no newcomers when none has come since the day from which they count', () => {
    const history = { ...teaShop.history, newcomersFrom: '2030-01-01' };
    const text = printed({ ...teaShop, history, newcomers: {} });
    expect(text).toContain('New customers count from 2030-01-01 on');
    expect(text).not.toMatch(/Customers since|Recent new customers/);
  });
});

describe('the single numbers of the report', () => {
  it('have the names that the app gives them, and are written by their kind', () => {
    const known = { ...teaShop, newCustomersThisMonth: 1204, averageItemsPerOrder: 2.456 };
    expect(printed(known)).toMatch(/Revenue per customer to date +¥[\d,]+\n/);
    expect(printed(known)).toMatch(/Revenue with a known cost +\d+(\.\d)? %\n/);
    expect(printed(known)).toMatch(/Average items per order +2.46\n/);
    expect(printed(known, ja)).toMatch(/1注文あたりの平均点数 +2.46\n/);
    expect(printed({ ...known, averageItemsPerOrder: null })).toMatch(
      /Average items per order +–\n/,
    );
  });

  it('say that a month is not over', () => {
    const known = { ...teaShop, newCustomersThisMonth: 1204, incompleteMonth: '2026-06' };
    expect(printed(known)).toMatch(/New customers this month +1,204 +2026-06 is not over/);
    expect(printed({ ...known, incompleteMonth: null })).toMatch(
      /New customers this month +1,204\n/,
    );
  });
});
