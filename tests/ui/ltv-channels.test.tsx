import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import type { ChannelWorth } from '../../app/metrics/costs/channel-worth.server';
import { ChannelsPage } from '../../app/ui/ltv/channels/channels-page';
import { heardView, type HeardView } from '../../app/ui/ltv/channels/heard-view';
import { channelsLtvView } from '../../app/ui/ltv/channels/view';
import { rendered, words } from '../support/render';
import { teaShop } from '../support/shops/tea-shop';
import { statusOf } from './status';

const NONE = {
  ...{ newcomers: 0, spend: null, cost: null, revenue90: null, revenue365: null, ratio: null },
  ...{ paybackDays: null, paybackUnknown: { reason: 'costUnknown' as const, knownDays: 0 } },
};
const months = (newcomers: number) => [
  { month: '2026-05', ...NONE, newcomers },
  { month: '2026-06', ...NONE, newcomers: 1 },
];
const google = {
  ...{ newcomers: 30, spend: 30_000, cost: 1000, revenue90: 3000, revenue365: 4500, ratio: 1.8 },
  ...{ paybackDays: 41, paybackUnknown: null },
};
const meta = {
  ...{ newcomers: 40, spend: 200_000, cost: 5000, revenue90: 2000, revenue365: null, ratio: null },
  ...{ paybackDays: null, paybackUnknown: { reason: 'notReached' as const, knownDays: 212 } },
};
const WORTH: ChannelWorth = {
  ...{ mapping: 'key', marginRate: 0.4 },
  groups: [
    { group: 'all', whole: { ...meta, newcomers: 90 }, months: months(80) },
    { group: { channel: 'Google' }, whole: google, months: months(30) },
    { group: { channel: 'Meta' }, whole: meta, months: months(30) },
    { group: 'unmapped', whole: { ...NONE, newcomers: 15 }, months: months(15) },
    { group: 'unknown', whole: { ...NONE, newcomers: 5 }, months: months(5) },
  ],
};

/** Channels by source. */
const MAPPING = new Map([
  ['google/cpc', 'Google'],
  ['bing/cpc', 'Google'],
  ['facebook/cpc', 'Meta'],
]);

const page = (
  language: Language = 'ja',
  {
    worth = WORTH as ChannelWorth | null,
    mapping = MAPPING as ReadonlyMap<string, string>,
    asked = null as string | null,
    heard = null as HeardView | null,
  } = {},
) =>
  rendered(
    <ChannelsPage
      status={statusOf({ filtered: null })}
      view={channelsLtvView(teaShop, worth, { mapping, asked, heard })}
    />,
    language,
    '/app/ltv/channels',
  );

describe('the page of LTV by channel', () => {
  it('says which channel pays back soonest, which has not, and how many have none', () => {
    const text = words(page());
    expect(text).toContain('回収が最も早いのは「Google」で、2か月目（41日）です。');
    expect(text).toContain('「Meta」は、分かっている期間ではまだ回収できていません。');
    // 15 + 5 of the 80 of May; June is not over
    expect(text).toContain(
      '直近12か月（当月を除く）で20人（25.0%）です。どの媒体にも割り振っていません。',
    );
    expect(words(page('en'))).toContain('“Google” pays back soonest: in month 2 (41 days).');
  });

  it('has everyone first, each channel, and those of none', () => {
    const text = words(page());
    expect(text).toMatch(/全体.*Google.*¥1,000.*2か月目（41日）.*1\.8倍.*¥3,000.*¥4,500.*Meta/);
    expect(text).toMatch(/未回収（212日まで）.*媒体なし.*流入元不明/);
  });

  it('shows the months of the channel in the address, and of all otherwise', () => {
    const rows = (asked: string | null) =>
      channelsLtvView(teaShop, WORTH, { mapping: MAPPING, asked }).counted?.months.map(
        ({ month, newcomers }) => [month, newcomers],
      );
    expect(rows('is Google')).toEqual([
      ['2026-06', 1],
      ['2026-05', 30],
    ]);
    expect(rows('is nobody')?.[1]).toEqual(['2026-05', 80]);
    expect(page()).toContain('href="/app/ltv/channels?channel=is+Google"');
  });

  it('says what to do without a mapping, and that it counts', () => {
    expect(words(page('ja', { mapping: new Map() }))).toContain('流入元を媒体に結びつけると');
    expect(page('ja', { mapping: new Map() })).toContain('/app/settings/advertising/channels');
    expect(words(page('en', { worth: null }))).toContain('Counting by channel');
  });

  it.each(LANGUAGES)('has all its texts in %s', (language) => {
    for (const text of [page(language), page(language, { asked: 'unmapped' })])
      expect(words(text)).not.toMatch(/NaN|undefined|null|\{\{|\[object|Infinity|note\./);
  });

  it('shows how new customers say they heard of the shop, with those who said nothing', () => {
    const choices = [
      { key: 'a', ja: '友人', en: 'A friend' },
      { key: 'b', ja: '雑誌', en: 'A magazine' },
    ];
    const counts = {
      newcomers: 100,
      answers: [
        { choice: 'b', customers: 15 },
        { choice: 'gone', customers: 5 },
        { choice: 'a', customers: 10 },
      ],
      unanswered: 70,
    };
    const text = words(page('en', { heard: heardView(counts, choices) }));
    expect(text).toContain('Of 100 new customers in the last 365 days, 30 answered (30.0%).');
    expect(text).toMatch(
      /A magazine 15 15\.0% 50\.0% .*Earlier choices 5 5\.0% 16\.7% No answer 70 70\.0% –/,
    );
    expect(words(page('ja', { heard: heardView(counts, choices) }))).toContain('友人 10 10.0%');
    const none = { newcomers: 100, answers: [], unanswered: 100 };
    expect(words(page('en', { heard: heardView(none, choices) }))).toContain(
      'No answers from new customers of the last 365 days yet.',
    );
    expect(words(page('en', { heard: heardView(null, choices) }))).toContain('say they heard');
    expect(words(page('en'))).not.toContain('say they heard');
  });
});
