import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { whatIf } from '../../app/metrics/formulas/what-if';
import type { Snapshot } from '../../app/metrics/snapshot';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import type { LtvView } from '../../app/ui/ltv/view';
import { changesText, parseChanges } from '../../app/ui/ltv/what-if/address';
import { changeOf } from '../../app/ui/ltv/what-if/lever-values';
import { observedOf } from '../../app/ui/ltv/what-if/observed';
import { WhatIf } from '../../app/ui/ltv/what-if/what-if';
import { useFormat } from '../../app/ui/numbers/use-format';
import { latinWords, rendered, words } from '../support/render';
import { teaShop } from '../support/shops/tea-shop';
import { ltvViewOf } from './ltv-view';
import { youngShop } from './small-shops';
import { statusOf } from './status';

const withLtv = (part: Partial<Snapshot['ltv']>): Snapshot => ({
  ...teaShop,
  ltv: { ...teaShop.ltv, ...part },
});
const COSTS = { acquisitionCost: 2000, retentionCostPerYear: 960 };

function Alone({ view }: { view: LtvView }) {
  const format = useFormat({ currency: 'JPY', timezone: 'Asia/Tokyo' });
  return <WhatIf view={view} format={format} />;
}

const html = (changes = '', view: Partial<LtvView> = {}, of = teaShop, language: Language = 'en') =>
  rendered(
    <Alone view={{ ...ltvViewOf(of), settingsVersion: 4, ...view }} />,
    language,
    `/app/ltv?whatif=${changes}`,
  );
const text = (...of: Parameters<typeof html>) => words(html(...of));

describe('the what-if of the LTV page', () => {
  it('opens by its address, which its link says; without an LTV there is none', () => {
    const page = (address: string, of = teaShop) =>
      rendered(<LtvPage status={statusOf()} view={ltvViewOf(of)} />, 'en', address);
    expect(page('/app/ltv?asOf=2026-06-01')).toMatch(
      /href="\/app\/ltv\?asOf=2026-06-01&amp;whatif="[^>]*|aria-expanded="false"/,
    );
    const open = page('/app/ltv?asOf=2026-06-01&whatif=frequency_10');
    expect(open).toMatch(/aria-expanded="true"/);
    expect(open).toContain('href="/app/ltv?asOf=2026-06-01"');
    expect(page('/app/ltv', youngShop)).not.toContain('whatif=');
  });

  it.each(LANGUAGES)('has all its texts in %s, for every state of a lever', (language) => {
    const below = teaShop.ltv.quarters.map((one) => ({ ...one, averageOrderValue: 1 }));
    for (const shown of [
      html('', {}, teaShop, language),
      html('frequency_10_duration_-20_grossMargin_2.5', {}, withLtv(COSTS), language),
      html('', { settingsVersion: null }, withLtv({ quarters: below }), language),
      html('', { margin: { rate: null, coverage: 0.1 } }, withLtv({ quarters: [] }), language),
      html('', {}, withLtv({ curve: [], byTenure: teaShop.ltv.byTenure.slice(19, 20) }), language),
    ]) {
      expect(words(shown)).not.toMatch(/NaN|undefined|null|\{\{|\[object|Infinity/);
      if (language === 'ja') expect(latinWords(shown)).toEqual(['JPY']);
    }
  });

  it('has six levers, frequency and duration first, the others by what their best quarter adds', () => {
    const names = [...html().matchAll(/data-sheet="ltv\.([A-Za-z]+)"/g)].map(([, name]) => name);
    expect(names.slice(0, 2).sort()).toEqual(['duration', 'frequency']);
    expect(names.slice(2)).toEqual([
      ...['averageOrderValue', 'grossMargin', 'acquisitionCost', 'retentionCost'],
    ]);
  });

  it('says the LTV before and after, by the figures that it writes, and what each lever adds alone', () => {
    const observed = observedOf(ltvViewOf(withLtv(COSTS)));
    const yen = (changes: Parameters<typeof whatIf>[1]) =>
      Math.round(whatIf(observed, changes)?.value ?? NaN);
    const money = (amount: number) => `¥${amount.toLocaleString('en-US')}`;
    const [now, both] = [yen({}), yen({ frequency: 0.1, duration: 0.1 })];
    const shown = text('frequency_10_duration_10', {}, withLtv(COSTS));
    expect(shown).toContain(`LTV ${money(now)} → ${money(both)} (+${money(both - now)})`);
    for (const change of [{ frequency: 0.1 }, { duration: 0.1 }])
      expect(shown).toContain(`Moved alone: +${money(yen(change) - now)}`);
    expect(text('', {}, withLtv(COSTS))).toContain(`LTV ${money(now)}. Nothing is moved yet.`);
  });

  it('has a slider and a field for each lever that is known, with its value in its own unit', () => {
    const shown = html('frequency_10', {}, withLtv(COSTS));
    const sliders = shown.match(/type="range"[^>]*/g) ?? [];
    expect(sliders).toHaveLength(6);
    expect(sliders[0]).toMatch(/aria-label="Orders per year, moved by percent"/);
    expect(shown).toMatch(/aria-valuetext="[\d.]+ a year, \+10%"/);
    expect(shown).toMatch(/aria-label="Duration \(days\)"[^>]*value="761"/);
    expect(shown).toMatch(/aria-label="Acquisition cost \(JPY\)"[^>]*value="2,000"/);
    const bare = html('acquisitionCost_50');
    expect(bare.match(/type="range"/g)).toHaveLength(4);
    expect(words(bare)).toContain('No advertising spend is entered, so nothing can be moved.');
    expect(words(bare)).toContain('Nothing is moved yet');
  });

  it('names the shop’s own best quarter over the same days, and what reaching it again adds', () => {
    const { orders = 0 } = teaShop.ltv.curve.find(({ days }) => days === 365) ?? {};
    const quarters = ['2025Q1', '2025Q2'].map((quarter, index) => ({
      ...{ quarter, customers: 900, averageOrderValue: 100, revenue: 1 },
      annualPurchaseFrequency: (orders ?? 0) * (index === 0 ? 1.2 : 1.1),
    }));
    const shown = text('', {}, withLtv({ quarters }));
    const observed = observedOf(ltvViewOf(teaShop));
    const gain =
      Math.round(whatIf(observed, { frequency: 0.2 })?.value ?? NaN) -
      Math.round(whatIf(observed)?.value ?? NaN);
    expect(shown).toMatch(/Best quarter: Q1 2025, [\d.]+ a year within 365 days/);
    expect(shown).toContain(`Reaching it again: +¥${gain.toLocaleString('en-US')}.`);
    expect(shown).toContain('No quarter of the last two years is above');
  });

  it('names the quarter in which customers cost least, and what that again would add', () => {
    const quarters = [2500, 1500].map((cost, at) => ({ quarter: `2025Q${at + 1}`, cost }));
    const at = (acquisitionByQuarter: typeof quarters) =>
      text('', {}, withLtv({ ...COSTS, acquisitionByQuarter }));
    expect(at(quarters)).toContain(
      'Best quarter: Q2 2025, ¥1,500 (last 12 months with spend: ¥2,000). Reaching it again: +¥500.',
    );
    expect(at(quarters.slice(0, 1))).toContain(
      'No quarter of the last two years was below ¥2,000.',
    );
  });

  it('says why a duration ends, and that a frequency of all is no best quarter', () => {
    // 30 customers have been seen for 900 days: 874 is the 23rd of T's twentieths
    expect(text()).toContain('Up to 875 days: for longer, fewer than 30 customers have been seen.');
    expect(text('duration_90')).toContain('875 days +15%');
  });
});

describe('a goal of a what-if', () => {
  const year = (changes: Parameters<typeof whatIf>[1]) =>
    Math.round(whatIf(observedOf(ltvViewOf(teaShop)), changes)?.year ?? NaN);

  it('is the worth within a year, which the duration does not move, sent with the page’s version', () => {
    const [moved, now] = [year({ frequency: 0.1 }), year({})];
    const shown = html('frequency_10_duration_10');
    expect(moved).toBe(Math.round(10_761.03 * 1.1 * 0.5834));
    expect(shown).toContain(`name="goal" value="${moved}"`);
    expect(shown).toContain('name="version" value="4"');
    const [then, observed] = [moved, now].map((amount) => `¥${amount.toLocaleString('en-US')}`);
    expect(words(shown)).toContain(`first 365 days: ${then ?? ''}, ${observed ?? ''} as observed`);
  });

  it('is not offered for a part of the customers, without a known year, or where it is the goal', () => {
    expect(text('', { settingsVersion: null })).toContain('Remove the filter to save one.');
    expect(text('', {}, withLtv({ curve: [] }))).toContain('which are not known yet');
    const own = html('', { goal: year({}) });
    expect(own).not.toContain('name="goal"');
    expect(words(own)).toContain('is your goal.');
  });
});

describe('moved elements in an address', () => {
  it.each([
    ['frequency_10_duration_-5', { frequency: 0.1, duration: -0.05 }],
    ['averageOrderValue_9.7293', { averageOrderValue: 0.097293 }],
    ['', {}],
  ])('%s is read as it is written', (address, changes) => {
    expect(parseChanges(address)).toEqual(changes);
    expect(changesText(changes)).toBe(address);
  });

  it.each([
    ...[
      'frequency',
      'frequency_',
      'frequency_x',
      'frequency_1e9',
      'frequency_10000',
      '10_frequency',
    ],
    ...[
      '__proto___10',
      'constructor_10',
      'price_10',
      'frequency 10',
      `${'a_'.repeat(9)}frequency_10`,
    ],
  ])('%s moves nothing', (address) => {
    expect(parseChanges(address)).toEqual({});
  });
});

describe('what is typed into a lever’s field', () => {
  const base = { value: 2000, durationDays: 400 };
  it.each([
    ['averageOrderValue', '２，５００円', 0.25],
    ['averageOrderValue', '2,500', 0.25],
    ['frequency', '2500回', 0.25],
    ['duration', '500日', 0.25],
    ['acquisitionCost', '0', -1],
  ] as const)('%s of %s is a change', (lever, typed, change) => {
    expect(changeOf(lever, typed, base, 'JPY')).toBe(change);
  });

  it('is a margin in percent, moved by points', () => {
    expect(changeOf('grossMargin', '62.5%', { ...base, value: 0.6 }, 'JPY')).toBe(0.025);
  });

  it.each(['', 'x', '-5', '1e5', '$5'])('%s is no value', (typed) => {
    expect(changeOf('averageOrderValue', typed, base, 'JPY')).toBeNull();
  });
});
