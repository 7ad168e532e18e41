import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { formatter } from '../../app/i18n/format';
import { compareDays } from '../../app/metrics/compare/compare';
import type { SegmentGroups } from '../../app/metrics/segments/groups.sql';
import type { Snapshot } from '../../app/metrics/snapshot';
import { parseSegmentText, segmentTextsOf } from '../../app/settings/segment-texts';
import { LONGEST_SEGMENT_TEXT } from '../../app/terms/segments';
import { sheetFacts } from '../../app/ui/sheets/sheet-facts';
import { withSums } from '../../app/ui/sheets/with-sums';
import { writeSum } from '../../app/ui/sheets/write-sum';
import { SegmentsPage } from '../../app/ui/segments/segments-page';
import { segmentSums } from '../../app/ui/segments/sums';
import type { OwnTalkAnswer, TalkAnswer } from '../../app/ui/segments/talk';
import { segmentsView } from '../../app/ui/segments/view';
import { chanceOf } from '../metrics/books/random-source';
import { balances } from '../support/numbers/balance';
import { randomSnapshot } from '../support/numbers/random-snapshot';
import { latinWords, rendered, words } from '../support/render';
import { monthEnds, teaGroups } from '../support/shops/tea-shop';
import { npsShop } from './nps-shop';
import { emptyShop, youngShop } from './small-shops';
import { statusOf } from './status';

const shares = [0.41, 0.17, 0.12, 0.09, 0.07, 0.05, 0.04, 0.03, 0.015, 0.005];
const group = (customers: number, revenue: number) => ({ customers, revenue });

/** The tea shop with ranks. */
const shop: Snapshot = {
  ...npsShop,
  deciles: shares.map((share, at) => ({
    decile: at + 1,
    customers: 1204,
    revenue: 118_450_320 * share,
    share,
    cumulativeShare: shares.slice(0, at + 1).reduce((sum, one) => sum + one, 0),
    lastRevenue: 100 * (10 - at),
    lastCustomerId: String(at + 1),
  })),
  ranks: {
    S: group(1204, 48_564_631),
    A: group(2408, 34_350_593),
    B: group(3612, 24_874_567),
    C: group(4819, 10_660_529),
  },
  rfm: {
    recency: ['2024-01-05', '2025-01-01', '2025-10-01', '2026-02-01', '2026-05-20'],
    frequency: [1, 1, 1, 2, 4],
    money: [900, 2000, 3500, 7000, 15_000],
    cells: [
      { r: 5, f: 5, m: 5, customers: 1020, revenue: 50_000_000 },
      { r: 5, f: 3, m: 1, customers: 1389, revenue: 3_000_000 },
      { r: 2, f: 5, m: 4, customers: 310, revenue: 6_000_000 },
      { r: 1, f: 4, m: 3, customers: 96, revenue: 800_000 },
      { r: 1, f: 3, m: 2, customers: 9228, revenue: 58_650_320 },
    ],
  },
};

const SAVED = [
  {
    ...{ key: '1', name: '静かな優良顧客', who: [[{ field: 'segment' as const, is: ['loyal'] }]] },
    message: '新茶の季節です。',
    sizes: [
      { asOf: '2026-06-17', customers: 590 },
      { asOf: '2026-06-18', customers: 602 },
    ],
  },
  { key: '2', name: '昔の条件', who: null, message: null, sizes: [] },
];
const WORTH = {
  ...{ customers: 602, revenue: 30_100_000, repeaters: 301 },
  ...{ answers: 20, promoters: 12, detractors: 2 },
};

interface Given {
  snapshot?: Snapshot;
  groups?: SegmentGroups | null;
  texts?: Partial<ReturnType<typeof segmentTextsOf>>;
  answer?: TalkAnswer | OwnTalkAnswer;
  address?: string;
  usesNps?: boolean;
}

function page(language: Language, given: Given = {}): string {
  const { snapshot = shop, groups = teaGroups, texts = {}, answer, usesNps = true } = given;
  const view = segmentsView(snapshot, {
    ...{ groups, ends: snapshot === shop ? monthEnds : [], version: 7, usesNps, saved: SAVED },
    comparison: compareDays(
      snapshot,
      snapshot === shop ? (monthEnds[0] ?? null) : null,
      '2026-05-18',
    ),
    texts: { ...segmentTextsOf(null), ...texts },
  });
  return rendered(
    <SegmentsPage
      status={withSums(
        statusOf({ filtered: null, sheets: sheetFacts(snapshot, 'with') }),
        segmentSums(snapshot, groups),
      )}
      view={view}
      answer={answer}
      worth={{ '1': WORTH }}
    />,
    language,
    given.address ?? '/app/segments',
  );
}

const text = (...given: Parameters<typeof page>) => words(page(...given));
/** The list's conditions in the links of a page. */
const whoms = (html: string) =>
  [...html.matchAll(/href="\/app\/customers\?who=([^"&]*)/g)].map(([, who = '']) =>
    decodeURIComponent(who.replaceAll('+', ' ')),
  );

describe('the page of segments', () => {
  it('has each segment’s customers, worth, next purchases and NPS, all of them first', () => {
    const seen = text('ja');
    // 87,190,120 ÷ 118,450,320
    expect(seen).toContain(
      '売上の割合が最も大きいのは「優良顧客」です。3,852人（全体の32.0%）で、累計売上の73.6%を占めています。',
    );
    expect(seen).toMatch(/合計 12,043 100% ¥118,450,320 100% ¥9,836 29\.8% 20\.3/);
    expect(seen).toMatch(/初回客 6,056 50\.3% ¥17,865,200 15\.1% ¥2,950 14\.0% [−\d.]+/);
    // 28 were in the segment 90 days ago: too few
    expect(seen).toMatch(/セール時のみの顧客（流行顧客） 733 .* ¥5,880 – /);
    expect(text('en')).toContain(
      'Of the customers in each segment as of Mar 19, 2026'.replace('Of', 'of'),
    );
    expect(text('ja', { usesNps: false })).not.toContain(' NPS ');
  });

  it('opens the people of every group by words that mean them', () => {
    const found = whoms(page('en'));
    for (const who of [
      'v1 segment.firstTime',
      'v1 stateOn.2026-05-18.none state.active',
      'v1 stateOn.2026-05-18.atRisk_lapsed state.active',
      'v1 stateOn.2026-05-18.active state.atRisk_lapsed',
      'v1 state.lapsed stage.purchaser',
      'v1 state.atRisk',
      'v1 decile.1',
      'v1 rank.S',
      'v1 r.5 f.5',
      'v1 r.1..2 f.4..5',
      'v1 rfmGroup.CHAMPIONS',
    ])
      expect([who, found.includes(who)]).toEqual([who, true]);
    // nobody is on R3: nothing to open
    expect(found).not.toContain('v1 r.3 f.1');
  });

  it('adds up: states by stage, deciles, RFM by recency and frequency', () => {
    const seen = text('en');
    expect(seen).toContain('1,544 customers are at risk, 12.8% of all');
    expect(seen).toMatch(/Total 3,910 \S+ 1,544 \S+ 6,589/);
    expect(seen).toContain('The top 10% of customers account for 41.0% of revenue to date.');
    expect(seen).toContain('Ranks S and A, the top 30% of customers, account for 70.0%');
    expect(seen).toContain(
      '1,020 customers bought recently and often (R5, F5). 406 customers bought often but not recently (R1–2, F4–5).',
    );
    expect(seen).toContain('3,910 customers are active, 60 customers more than on May 17, 2026.');
  });

  it('says what to say to each, in the app’s words or the shop’s own', () => {
    expect(text('ja')).toContain('「本当にこの商品でよかったのか」');
    expect(page('ja')).not.toContain('元の文に戻す');
    const own = page('ja', { texts: { firstTime: 'お茶のいれ方を\nお送りします。' } });
    expect(words(own)).toContain('お茶のいれ方を お送りします。');
    expect(words(own)).toContain('元の文に戻す');
    expect(own).toMatch(/name="version"[^>]*value="7"/);
    const refused = page('en', {
      answer: { refused: 'tooLong', segment: 'loyal', text: 'far too long' },
    });
    expect(refused).toContain('far too long</textarea>');
    expect(words(refused)).toContain('Use 600 characters or fewer.');
    const meanwhile: TalkAnswer = { refused: 'meanwhile', segment: 'loyal', text: 'mine' };
    expect(words(page('en', { answer: meanwhile }))).toContain('someone else has changed');
    expect(text('en', { answer: { saved: 'loyal' } })).toContain('Saved.');
  });

  it('has the lists that the shop keeps, with how many they are', () => {
    expect(text('ja')).toMatch(
      /静かな優良顧客 602 5\.0% ¥30,100,000 [\d.]+% ¥50,000 50\.0% 50\.0 昔の条件 – – – – – – –/,
    );
    expect(text('en')).toContain('conditions that the app cannot read any more');
  });

  it('says that groups are counted, and has the rest meanwhile', () => {
    const seen = text('en', { groups: null });
    expect(seen).toContain('Counting. The numbers appear here as soon as they are ready.');
    expect(seen).toContain('6,056');
    expect(seen).toContain('Deciles');
  });

  it.each(LANGUAGES)('has all its texts in %s, for shops of any age', (language) => {
    const none: SegmentGroups = { states: [], next: null, rfmGroups: [] };
    for (const given of [
      {},
      { groups: null },
      { snapshot: youngShop, groups: none },
      { snapshot: emptyShop, groups: none },
    ])
      expect(text(language, given)).not.toMatch(/NaN|undefined|null|\{\{|\[object|Infinity/);
    if (language === 'ja')
      expect(latinWords(page('ja'))).toEqual(
        ['RFM', 'ZIP'].filter((word) => words(page('ja')).includes(word)),
      );
  });

  it('opens the sheet of each number, with this shop’s sum', () => {
    const sheet = (key: string) =>
      words(
        /<dialog.*<\/dialog>/s.exec(
          page('en', { address: `/app/segments?sheet=segments.${key}` }),
        )?.[0] ?? '',
      );
    expect(sheet('segments')).toContain('6,056 + 1,402 + 733 + 3,852 = 12,043');
    expect(sheet('nextPurchase')).toContain('812 ÷ 5,800 = 14.0%');
    expect(sheet('states')).toContain('3,910 + 1,544 + 6,589 = 12,043');
    expect(sheet('ranks')).toContain('1,204 + 2,408 + 3,612 + 4,819 = 12,043');
    expect(sheet('rfm')).toContain('2,409 + 0 + 0 + 310 + 9,324 = 12,043');
    expect(sheet('rfmGroups')).toContain('1,043 + 11,000 = 12,043');
    expect(sheet('deciles')).toMatch(/¥48,564,631 ÷ ¥118,450,320 = 41\.0%/);
    for (const key of ['sizes']) expect(sheet(key)).toMatch(/What it means \S+/);
  });

  it.each(['JPY', 'KWD', 'USD'])('has sums that balance as they are written, in %s', (currency) => {
    const random = chanceOf(currency.charCodeAt(1)).next;
    const wrong: string[] = [];
    for (const language of LANGUAGES) {
      const format = formatter(language, currency, 'Asia/Tokyo');
      for (let at = 0; at < 20; at += 1) {
        const snapshot = { ...randomSnapshot(random), ranks: shop.ranks, deciles: shop.deciles };
        const { next, rfm } = segmentSumsOf(snapshot);
        for (const sum of [...next, ...rfm])
          if (!balances(writeSum(sum, format).text)) wrong.push(writeSum(sum, format).text);
      }
    }
    expect(wrong).toEqual([]);
  });
});

function segmentSumsOf(snapshot: Snapshot) {
  const sums = segmentSums({ ...snapshot, customers: shop.customers }, teaGroups);
  const own = segmentSums(shop, teaGroups);
  return {
    next: [...(sums['segments.nextPurchase'] ?? []), ...(sums['segments.deciles'] ?? [])],
    rfm: Object.values(own).flat(),
  };
}

describe('what a shop says to a segment', () => {
  const form = (fields: Record<string, string>) => {
    const sent = new FormData();
    for (const [name, value] of Object.entries(fields)) sent.set(name, value);
    return parseSegmentText(sent);
  };

  it('is the text of the form, none where it is empty or set back', () => {
    expect(form({ segment: 'loyal', intent: 'save', text: ' a\r\nb ' })).toEqual({ loyal: 'a\nb' });
    expect(form({ segment: 'loyal', intent: 'save', text: '  ' })).toEqual({ loyal: null });
    expect(form({ segment: 'trend', intent: 'reset', text: 'x' })).toEqual({ trend: null });
  });

  it('refuses a text that is too long, and a form that is not the page’s', () => {
    const most = 'あ'.repeat(LONGEST_SEGMENT_TEXT);
    expect(form({ segment: 'loyal', intent: 'save', text: most })).toEqual({ loyal: most });
    expect(form({ segment: 'loyal', intent: 'save', text: `${most}。` })).toBe('tooLong');
    expect(form({ segment: 'vip', intent: 'save', text: 'x' })).toBeNull();
    expect(form({ segment: 'loyal', text: 'x' })).toBeNull();
  });

  it('is the shop’s own once it is set', () => {
    expect(segmentTextsOf(null)).toEqual({
      firstTime: null,
      second: null,
      trend: null,
      loyal: null,
    });
    expect(segmentTextsOf({ settings: { segmentTexts: { loyal: 'x' } } }).loyal).toBe('x');
  });
});
