import { describe, expect, it } from 'vitest';
import type { Language } from '../../app/i18n/language';
import { HomePage } from '../../app/ui/home/home-page';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { Goal } from '../../app/ui/numbers/goal';
import { NO_GOALS, type Goals } from '../../app/ui/numbers/goals';
import { useFormat } from '../../app/ui/numbers/use-format';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { compareDays } from '../../app/metrics/compare/compare';
import { teaShop } from '../support/shops/tea-shop';
import { rendered, words } from '../support/render';
import { homeViewOf } from './home-view';
import { ltvViewOf } from './ltv-view';
import { npsShop } from './nps-shop';
import { statusOf } from './status';

type Unit = Parameters<typeof Goal>[0]['unit'];

function Alone(props: { goal: number | null; now: number | null; unit: Unit; currency: string }) {
  const format = useFormat({ currency: props.currency, timezone: 'Asia/Tokyo' });
  return <Goal {...props} format={format} />;
}

const goal = (
  unit: Unit,
  to: number | null,
  now: number | null,
  language: Language = 'ja',
  currency = 'JPY',
) =>
  words(rendered(<Alone goal={to} now={now} unit={unit} currency={currency} />, language)).trim();

it('Home says LTV net of the costs that are entered, as the page of LTV does', () => {
  const home = (ltv: Partial<typeof teaShop.ltv>, language: Language = 'ja') => {
    const shop = { ...teaShop, ltv: { ...teaShop.ltv, ...ltv } };
    return words(
      rendered(<HomePage status={statusOf()} view={homeViewOf(shop, null)} />, language),
    );
  };
  const costs = {
    acquisitionCost: 1_500,
    retentionCostPerYear: 960,
    value: 2_940,
    durationDays: 365,
  };
  expect(home(costs)).toContain('登録した費用を引くと¥2,940（');
  expect(home(costs, 'en')).toContain('After the costs entered: ¥2,940 over');
  // on revenue, too; a loss is said as one, and without costs or too early there is no net
  expect(home({ ...costs, valueBasis: 'revenue' })).toContain('登録した費用を引くと¥2,940（');
  expect(home({ ...costs, value: -300 })).toContain('登録した費用を引くと-¥300');
  expect(home({})).not.toContain('登録した費用');
  expect(home({ ...costs, value: null })).not.toContain('登録した費用');
});

describe('a goal', () => {
  it('says what is missing: goal − gap is the number as the page writes it', () => {
    expect(goal('rate', 0.3, 0.2584)).toBe('目標30%まで、あと4.2ポイント');
    // 25.85 % is written 25.9 %
    expect(goal('rate', 0.3, 0.2585)).toBe('目標30%まで、あと4.1ポイント');
    expect(goal('rate', 0.125, 0.1, 'en')).toBe('2.5 points to go to your goal of 12.5%');
    expect(goal('money', 12_000, 10_233.6)).toBe('目標¥12,000まで、あと¥1,766');
    expect(goal('money', 12.5, 10.235, 'en', 'USD')).toBe('$2.26 to go to your goal of $12.50');
    expect(goal('money', 12.5, 10.2351, 'en', 'KWD')).toContain('2.265');
    expect(goal('score', 10, -20.74)).toBe('目標10まで、あと30.7点');
  });

  it('of millions is whole where the headline’s step would round it', () => {
    expect(goal('money', 2_000_000, 1_232_000)).toBe('目標¥2,000,000まで、あと77万円');
    expect(goal('money', 1_825_000, 1_232_000)).toBe('目標¥1,825,000まで、あと¥593,000');
  });

  it('is reached as soon as the written figures are', () => {
    expect(goal('rate', 0.3, 0.2996)).toBe('目標30%を達成しています');
    expect(goal('rate', 0.3, 0.2994)).toContain('あと0.1ポイント');
    expect(goal('score', -10, -10)).toBe('目標-10を達成しています');
    expect(goal('money', 12_000, 15_000, 'en')).toBe('Your goal of ¥12,000 is reached');
  });

  it('stands alone while the number is not known, and nowhere where none is set', () => {
    expect(goal('money', 12_000, null)).toBe('目標：¥12,000');
    expect(goal('rate', null, 0.3)).toBe('');
  });
});

describe('the shop’s goals', () => {
  const goals: Goals = { f2: 0.3, ltv365: 99_000, nps: 88, repeaters: 0.77 };
  const home = (of: Goals) =>
    words(rendered(<HomePage status={statusOf()} view={homeViewOf(npsShop, null, of)} />, 'en'));
  const comparison = compareDays(teaShop, null, '2026-05-18');

  it('stand on Home’s tiles, and only where they are set', () => {
    expect(home(NO_GOALS)).not.toMatch(/your goal/i);
    const shown = home(goals);
    for (const to of ['30%', '¥99,000', '88']) expect(shown).toContain(`goal of ${to}`);
    expect(shown).not.toContain('77%');
  });

  it('stand on the page of each number', () => {
    const repeat = repeatViewOf(teaShop, 'with', 0.3, comparison, goals);
    const pages = {
      ltv: (
        <LtvPage status={statusOf()} view={{ ...ltvViewOf(teaShop), comparison, goal: 99_000 }} />
      ),
      repeat: <RepeatPage status={statusOf()} view={repeat} />,
      nps: <NpsPage status={statusOf()} view={npsView(npsShop, comparison, 88)} latest={null} />,
    };
    expect(words(rendered(pages.ltv, 'en'))).toContain('your goal of ¥99,000');
    expect(words(rendered(pages.nps, 'en'))).toMatch(/goal (of|:) ?88/);
    const text = words(rendered(pages.repeat, 'en'));
    for (const to of ['30%', '77%']) expect(text).toContain(`goal of ${to}`);
    expect(text).toContain('87% is the target');
  });

  it('of a year are compared with a year alone', () => {
    const young = { ...comparison, worth: { ...comparison.worth, days: 180 } };
    const view = { ...ltvViewOf(teaShop), comparison: young, goal: 99_000 };
    expect(words(rendered(<LtvPage status={statusOf()} view={view} />, 'en'))).toContain(
      'Your goal: ¥99,000',
    );
  });
});
