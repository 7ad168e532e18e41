import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { gridView } from '../../app/ui/settings/advertising/grid-view';
import { AdvertisingPage } from '../../app/ui/settings/advertising/advertising-page';
import { ImportPage } from '../../app/ui/settings/advertising/import-page';
import { templateFile } from '../../app/ui/settings/advertising/template-file';
import type { ChannelsView } from '../../app/ui/settings/advertising/channels-view';
import type { GridAnswer, ImportAnswer, SpendView } from '../../app/ui/settings/advertising/view';
import { readSpendFile } from '../../app/settings/advertising/spend-file';
import type { FileFault } from '../../app/settings/entered/file';
import type { LineFault } from '../../app/settings/entered/spend-import';
import { rendered, words } from '../support/render';

const view: SpendView = {
  ...{ version: 4, currency: 'JPY', timezone: 'Asia/Tokyo', decimals: 0, thisMonth: '2026-11' },
  spend: { '2026-10 Google': 100_000, '2026-10 LINE': 50_000, '2019-01 Google': 7 },
  facts: {
    ...{ asOf: '2026-11-30', newcomers: { '2026-10': 50, '2019-01': 1 }, durationDays: 365 },
    ...{ valueBefore: 5000, valueBasis: 'profit', rulesVersion: 3 },
  },
  recounting: false,
};
const NO_CHANNELS: ChannelsView = {
  ...{ version: 4, channels: [], sources: [], rest: { sources: 0, customers: 0 } },
  ...{ unmapped: 0, unknown: 0, costs: null, currency: 'JPY', timezone: 'Asia/Tokyo' },
};
const grid = (language: Language, answer?: GridAnswer, of = view, months: string | null = null) =>
  rendered(
    <AdvertisingPage view={gridView(of, months)} channels={NO_CHANNELS} answer={answer} />,
    language,
    '/app/settings/advertising',
  );
const file = (language: Language, answer?: ImportAnswer, of = view) =>
  rendered(<ImportPage view={of} answer={answer} />, language, '/app/settings/advertising/import');
const importable = {
  ...{ text: 'a,b\n', version: 4, replace: true, added: 30, changed: 1, same: 2, removed: 3 },
  unknown: [{ channel: 'TikTok', cells: 2, create: false }],
  wrong: [{ line: 1234, fault: 'currency', text: '$5' } as const],
  wrongLines: 3,
  first: [{ month: '2026-10', channel: 'Google', before: null, after: 5 }],
  cost: { now: null, then: 80 },
};
const BROKEN = /NaN|undefined|null|\{\{|\[object|Invalid/;

describe('the grid of advertising', () => {
  it.each(LANGUAGES)('has its months, channels, totals and effect in %s', (language) => {
    const shown = words(grid(language));
    expect(shown).not.toMatch(BROKEN);
    // 150,007 over 51 newcomers; the older month is not among those shown
    expect(shown).toContain('¥150,000');
    expect(shown).toContain('¥2,941');
    expect(shown).toContain('¥2,059');
    expect(grid(language)).toContain(
      language === 'ja' ? 'aria-label="2026年10月・Google"' : 'aria-label="Oct 2026, Google"',
    );
    // an LTV by earlier settings is said to be one
    const old = language === 'ja' ? '変更前の設定で集計' : 'by the settings before';
    expect(shown).not.toContain(old);
    for (const page of [
      grid(language, undefined, { ...view, recounting: true }),
      file(language, { preview: importable }, { ...view, recounting: true }),
    ])
      expect(words(page)).toContain(old);
    const none = { ...view, spend: {}, facts: null };
    expect(words(grid(language, { saved: true }, none))).not.toMatch(BROKEN);
  });

  it('has no total of a month or a channel without an amount, and 0 where 0 is entered', () => {
    const totals = (spend: Record<string, number>) =>
      [...grid('en', undefined, { ...view, spend }).matchAll(/data-label="Total">([^<]*)</g)].map(
        ([, total]) => total,
      );
    expect(new Set(totals({}))).toEqual(new Set(['–']));
    const some = totals({ '2026-10 Google': 0, '2026-09 Google': 5 });
    expect(some.filter((total) => total === '¥0')).toHaveLength(1);
    expect(some.filter((total) => total === '¥5')).toHaveLength(2);
    expect(some).toHaveLength(25);
  });

  it('shows two years, and more where they are asked for', () => {
    const months = (asked: string | null) => gridView(view, asked).months;
    expect([months(null).length, months(null)[0], months(null).at(-1)]).toEqual([
      ...[24, '2024-12'],
      '2026-11',
    ]);
    expect(months('48')).toHaveLength(48);
    expect(months('999')).toHaveLength(240);
    expect(months('-5')).toHaveLength(24);
    expect(gridView(view, '240').more).toBeNull();
    expect(months('240')[0]).toBe('2006-12');
    expect(gridView({ ...view, thisMonth: '1991-02' }, null).months).toHaveLength(14);
    expect(grid('en')).toContain('?months=48');
    expect(words(grid('en'))).toContain('One earlier month has spend, too.');
    expect(words(grid('en', undefined, view, '240'))).not.toContain('earlier month has');
  });

  it.each(LANGUAGES)(
    'keeps what was entered in a refused form, each fault beside its field, in %s',
    (language) => {
      const entered = {
        ...{ version: '4', columns: '3', months: '2026-10 2026-11', shown: '{}' },
        ...{ 'was.0': 'Google', 'name.0': 'Google', 'cell.0.2026-10': '-5' },
        ...{ 'cell.0.2026-11': '0.5', 'name.1': '', 'cell.1.2026-10': '1e5' },
      };
      const page = grid(language, { refused: 'faults', entered });
      const text = words(page);
      expect(page).toContain('value="-5"');
      const sentences =
        language === 'ja'
          ? ['0以上の額を', '小数は使えません', '媒体名を入力', '数字で入力']
          : ['0 or more', 'without decimals', 'Enter the channel’s name', 'Enter a number'];
      for (const sentence of sentences) expect(text).toContain(sentence);
      expect(page.match(/aria-invalid="true"/g)).toHaveLength(4);
      // what was shown then, not what the shop has now: another person's changes are not undone
      expect(page).toMatch(/name="shown"[^>]*value="\{\}"/);
      expect(page).toMatch(/name="columns"[^>]*value="3"/);
      for (const refused of ['channels', 'months'] as const)
        expect(words(grid(language, { refused, entered: {} }))).not.toMatch(BROKEN);
    },
  );

  it.each(LANGUAGES)('tells the second of two people which cells changed, in %s', (language) => {
    const first = [
      { month: '2026-10', channel: 'Google', amount: 7 },
      { month: '2026-11', channel: 'LINE', amount: null },
    ];
    const page = grid(language, { meanwhile: { first, cells: 3 }, version: 9, entered: {} });
    expect(words(page)).toContain('¥7');
    expect(page).toMatch(/name="version"[^>]*value="9"/);
    expect(words(page)).not.toMatch(BROKEN);
  });
});

describe('the import of advertising', () => {
  const preview = importable;

  it.each(LANGUAGES)('says what the file changes, before it is applied, in %s', (language) => {
    const page = file(language, { preview });
    const text = words(page);
    expect(text).not.toMatch(BROKEN);
    for (const part of ['1,234', '$5', 'TikTok', '¥80', '¥4,920', '34'])
      expect(text).toContain(part);
    const kept = language === 'ja' ? '額に誤りのある行' : 'Where only the amount';
    expect(text).toContain(kept);
    for (const of of [{ replace: false }, { wrongLines: 0 }])
      expect(words(file(language, { preview: { ...preview, ...of } }))).not.toContain(kept);
    expect(page).toMatch(/name="text"[^>]*value="a,b\n"/);
    expect(page).toMatch(/value="replace"[^>]*checked|checked[^>]*value="replace"/);
  });

  it.each(LANGUAGES)('has a sentence for every fault of a line and of a file in %s', (language) => {
    const faults: LineFault[] = [
      ...(['noName', 'longName', 'control', 'month', 'future', 'early', 'number'] as const),
      ...(['negative', 'huge', 'currency', 'decimals', 'repeated', 'unclosed'] as const),
    ];
    const wrong = faults.map((fault, line) => ({ line: line + 2, fault, text: '7' }));
    const usd = { ...view, currency: 'USD', decimals: 2 };
    expect(words(file(language, { preview: { ...preview, wrong } }, usd))).not.toMatch(BROKEN);
    const files: FileFault[] = ['none', 'tooLarge', 'encoding', 'headings', 'tooManyRows', 'empty'];
    for (const fault of files) expect(words(file(language, { fault }))).not.toMatch(BROKEN);
    expect(words(file(language, { applied: 1, wrongLines: 2 }))).not.toMatch(BROKEN);
    const problem = { meanwhile: { first: [], cells: 2 } };
    expect(words(file(language, { preview, problem }))).not.toMatch(BROKEN);
    expect(words(file(language, { preview, problem: 'months' }))).not.toMatch(BROKEN);
  });

  it.each(LANGUAGES)(
    'has a template in %s that reads as the spend that the shop has',
    (language) => {
      const read = readSpendFile(templateFile(view, language), view);
      expect('amounts' in read && [Object.fromEntries(read.amounts), read.wrong]).toEqual([
        { '2026-10 Google': 100_000, '2026-10 LINE': 50_000 },
        [],
      ]);
      expect(templateFile({ ...view, spend: {} }, language)).toContain('"Google"');
    },
  );
});
