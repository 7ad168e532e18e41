import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { NO_NPS, snapshotSchema, type Snapshot } from '../../app/metrics/snapshot';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { HomePage } from '../../app/ui/home/home-page';
import { homeViewOf } from './home-view';
import { Breakdowns } from '../../app/ui/nps/breakdowns';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { fallenShop, fewAnswers, npsShop, shownAnswers, weeksView } from './nps-shop';
import { compareDays } from '../../app/metrics/compare/compare';
import { addDays } from '../../app/metrics/calendar';
import { scoreOf } from '../../app/metrics/nps/scores/score';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { stagesView } from '../../app/ui/stages/view';
import { useFormat } from '../../app/ui/numbers/use-format';
import { ltvViewOf } from './ltv-view';
import { rendered, words } from '../support/render';
import { PAGES, scene, SCENES } from './scenes';
import { emptyShop } from './small-shops';
import { beforeFirst, statusOf } from './status';
import { AS_OF, teaShop } from '../support/shops/tea-shop';

const SHOPS: Record<string, Snapshot> = {
  full: npsShop,
  fallen: fallenShop,
  few: fewAnswers,
  unasked: teaShop,
  empty: emptyShop,
};
const page = (snapshot: Snapshot | null, status = statusOf()) => (
  <NpsPage
    status={status}
    view={snapshot && npsView(snapshot)}
    latest={{ answers: snapshot === npsShop ? shownAnswers : [], namesMissing: false }}
    weeks={snapshot === fallenShop ? weeksView : undefined}
  />
);
const seen = (snapshot: Snapshot, language: Language) => words(rendered(page(snapshot), language));
const home = (snapshot: Snapshot, before: Snapshot | null, language: Language) =>
  words(rendered(<HomePage status={statusOf()} view={homeViewOf(snapshot, before)} />, language));

const BROKEN = /NaN|undefined|null|Infinity|\{\{|\[object|Invalid/;

describe('a bar', () => {
  it.each(LANGUAGES)('says in words what it shows, without a mouse, in %s', (language) => {
    const html = [page(npsShop), ...PAGES.map((name) => scene(name, 'full'))]
      .map((one) => rendered(one, language))
      .join('');
    const bars = html.match(/<li class="om-bar">.*?<\/li>/gs) ?? [];
    const wordless = (pattern: RegExp) => bars.filter((bar) => !pattern.test(bar));
    expect(wordless(/om-bar-value">(?:<a [^>]*>)?[^<]+</)).toEqual([]);
    const losing = bars.filter((bar) => bar.includes('om-lost-fill'));
    expect(losing).not.toEqual([]);
    expect(losing.filter((bar) => !/om-bar-mark">[^<]*\d/.test(bar))).toEqual([]);
    const bands = bars.filter((bar) => bar.includes('om-range-band'));
    expect(bands).not.toEqual([]);
    const heard = /role="img" aria-label="[^"]*\d\.\d[^"]*\d\.\d[^"]*"/;
    expect(bands.filter((bar) => !heard.test(bar))).toEqual([]);
  });
});

describe('the NPS page', () => {
  for (const [name, snapshot] of Object.entries(SHOPS))
    for (const language of LANGUAGES)
      it(`has all its texts in ${language} for a shop whose answers are ${name}, and no broken one`, () => {
        const text = seen(snapshot, language);
        expect(text).not.toMatch(BROKEN);
        const latin = text.replace(/&lt;.*?&gt;/g, '').match(/[A-Za-z]{2,}/g) ?? [];
        if (language === 'ja')
          expect(
            latin.filter(
              (word) => !['NPS', 'OK', 'LTV', 'Shopify', 'CSV', 'EC', 'NTT'].includes(word),
            ),
          ).toEqual([]);
      });

  it.each(Object.keys(SCENES))('renders in every state of a page: %s', (name) => {
    const { snapshot, status } = SCENES[name] ?? { snapshot: null, status: statusOf(beforeFirst) };
    for (const language of LANGUAGES)
      expect(words(rendered(page(snapshot, status), language))).not.toMatch(BROKEN);
  });

  it('takes numbers of a snapshot’s shape', () => {
    for (const snapshot of [npsShop, fewAnswers])
      expect(snapshotSchema.safeParse(snapshot).error).toBeUndefined();
  });

  it('shows the score with its interval and count, and says that negative ones are normal in Japan', () => {
    const text = seen(npsShop, 'en');
    expect(text).toContain('NPS 20.3 95% interval 16.7 to 23.8');
    expect(text).toContain('Based on the latest answers of 1,882 customers.');
    expect(text).toContain('Promoters (9–10) 812 · 43.1%');
    expect(text).toContain('a negative NPS is normal');
    const source = {
      ja: '総合ECで−29.2、アパレルECで−20.7です（NTTコム オンライン、2018年）',
      en: 'NTT Com Online',
    };
    expect(seen(npsShop, 'ja')).toContain(source.ja);
    expect(text).toContain(source.en);
    // Japan's scores fit no shop elsewhere, but a Japanese reader of it
    const abroad = page(npsShop, statusOf({ currency: 'USD' }));
    expect(words(rendered(abroad, 'en'))).not.toMatch(/Japan|−29/);
    expect(words(rendered(abroad, 'en'))).toContain('Your own past is the best comparison.');
    expect(words(rendered(abroad, 'ja'))).toContain(source.ja);
  });

  it('keeps first orders, repeat orders, guests and anonymous visitors apart', () => {
    const text = seen(npsShop, 'en');
    expect(text).toContain('After a first order 12.8 95% interval 7.8 to 17.7 1,000 answers');
    expect(text).toContain('After a repeat order 28.1 95% interval 23.5 to 32.5 1,133 answers');
    expect(text).toContain(
      'Orders without a known customer – Not enough responses: 6 answers so far.',
    );
    expect(text).toContain('Anonymous (storefront block) −10.9 95% interval −23.3 to 1.9');
  });

  it('shows counts and no score under ten answers', () => {
    const text = seen(fewAnswers, 'en');
    expect(text).toContain('NPS – Not enough responses: 7 answers so far. A score needs 10.');
    expect(text).toContain('Promoters (9–10) 4 Passives (7–8) 2 Detractors (0–6) 1');
    expect(text).toContain('10 points Promoters (9–10) 3 –');
    expect(text).not.toContain('57.1%');
    for (const html of [rendered(page(fewAnswers), 'en'), rendered(page(npsShop), 'en')])
      expect(/om-split"><svg/.test(html)).toBe(html.includes('43.1%'));
    expect(text).not.toMatch(/NPS 0\.0/);
    expect(seen(fewAnswers, 'ja')).toContain(
      '回答は7件です。10件に満たないため、まだ判断できません。',
    );
  });

  it('links to the settings before the first view of the question, and shows no number as zero', () => {
    const html = rendered(page(teaShop), 'en');
    expect(html).toContain('href="/app/nps/survey"');
    expect(words(html)).toContain('No survey responses yet');
    expect(words(html)).toContain('NPS – No answers yet.');
    expect(words(html)).toContain('Response rate – No survey responses yet.');
    expect(words(html)).not.toContain('0%');
  });

  it('shows the worth of promoters beside 2.4: to date, and after the answer', () => {
    const text = seen(npsShop, 'en');
    expect(text).toContain(
      'Promoters have bought 2.66 times as much as detractors. The benchmark is 2.4×.',
    );
    expect(text).toContain('95% interval 2.52 to 2.81');
    expect(text).toContain(
      'Revenue in the 180 days after the answer – Fewer than 2 promoters or detractors',
    );
    expect(text).toContain('Score and revenue (rank correlation) 0.31');
    expect(text).toContain(
      'Promoters (9–10), to date ¥15,502 812 Detractors (0–6), to date ¥5,825 430',
    );
  });

  it('says why a ratio is missing, and that it is unclear while 1 is within the interval', () => {
    const { toDate, after180 } = npsShop.nps.promoterValue;
    const of = (change: Partial<typeof toDate>, more: Partial<Snapshot['nps']> = {}) =>
      seen(
        {
          ...npsShop,
          nps: {
            ...npsShop.nps,
            ...more,
            promoterValue: { toDate: { ...toDate, ...change }, after180 },
          },
        },
        'ja',
      );
    const none = { ratio: null, low: null, high: null };
    expect(of({ ...none, detractors: { n: 430, mean: 0 } })).toContain(
      '累計の売上 – 批判者の売上が0のため',
    );
    expect(of({ ...none, detractors: { n: 1, mean: 5 } })).toContain(
      '累計の売上 – 推奨者か批判者が2人に満たないため',
    );
    const unsure = of({ ratio: 1.5, low: 0.904, high: 2.5 });
    expect(unsure).toContain('1.50倍 誤差の範囲 0.90〜2.50（95%）');
    expect(unsure).toContain('推奨者の売上は批判者の1.50倍ですが、差があるとはまだ言えません。');
    expect(of({})).not.toContain('差があるとはまだ言えません');
    const correlation = /点数と売上の相関（順位） – (\S+)/;
    expect(correlation.exec(of({}, { spearman: null }))?.[1]).toContain('全員同じ');
    expect(seen(teaShop, 'ja')).toMatch(/点数と売上の相関（順位） – 回答が足りない/);
  });

  it('names no most common score or reason if two are equal', () => {
    const { distribution, reasons } = npsShop.nps;
    const tied = {
      ...npsShop,
      nps: {
        ...npsShop.nps,
        distribution: distribution.with(9, 422),
        reasons: { ...reasons, product: reasons.indifference },
        reasonsByEdition: [{ ...reasons, edition: 2 as const, product: reasons.indifference }],
      },
    };
    for (const [shop, said] of [
      [npsShop, true],
      [tied, false],
    ] as const) {
      expect(seen(shop, 'en').includes('The most common answer is')).toBe(said);
      expect(seen(shop, 'en').includes('Most common reason')).toBe(said);
    }
  });

  it('calls the first 30 days of the trend a reference', () => {
    expect(seen(npsShop, 'ja')).toContain('開始から30日間は参考値です');
  });

  it('compares the newest 30 days with the first full ones, not with the first days of answers', () => {
    // a window a day: −16.7 in the first 29, which are not full, then 40.0 and less
    const after = (days: number) => {
      const trend = Array.from({ length: days }, (_, index) => ({
        day: addDays('2026-05-01', index),
        ...scoreOf(
          index < 29
            ? { promoters: 4, passives: 2, detractors: 6 }
            : { promoters: 6, passives: 2, detractors: 2 + (index - 29) },
        ),
      }));
      return seen({ ...npsShop, nps: { ...npsShop.nps, trend } }, 'en');
    };
    expect(after(31)).toContain(
      '40.0 in the 30 days to May 30, 2026, 27.3 in the 30 days to May 31',
    );
    expect(after(30)).toContain('40.0 in the 30 days to May 30, 2026. ');
    expect(after(29)).toContain('No full 30 days with 10 answers or more yet');
  });

  it('says that Shopify did not give the names', () => {
    const missing = (
      <NpsPage
        status={statusOf()}
        view={npsView(npsShop)}
        latest={{ answers: shownAnswers, namesMissing: true }}
      />
    );
    expect(words(rendered(missing, 'en'))).toContain('Names are unavailable right now');
  });

  it('shows detractors’ reasons beside 68, 14 and 9 %, and answers without a reason', () => {
    const text = seen(npsShop, 'ja');
    expect(text).toContain('購入後のフォローがなかった 49.9% 目安 68%');
    expect(text).toContain('商品が期待と違った 28.2% 目安 14%');
    expect(text).toContain('ほかのお店のほうが合っている 9.1% 目安 9%');
    expect(text).toContain('このほかに89人が、理由を答えていません。');
  });

  it('keeps reasons of an earlier edition apart, folded, in the sentences that were chosen then', () => {
    const { nps } = npsShop;
    const apart = {
      ...nps,
      reasons: { indifference: 30, product: 12, competitor: 0, other: 8, unsaid: 89 },
      reasonsByEdition: [
        { edition: 1 as const, indifference: 20, product: 2, competitor: 0, other: 8 },
        { edition: 2 as const, indifference: 10, product: 10, competitor: 0, other: 0 },
      ],
    };
    const text = seen({ ...npsShop, nps: apart }, 'ja');
    expect(text).toContain('購入後のフォローがなかった 50.0% 目安 68%');
    expect(text).toContain(
      '以前の選択肢で答えた30人 以前は選択肢の文が違ったため、上の集計とは分けています。 特に印象に残らなかった 20人 商品が期待と違った 2人',
    );
    expect(text).toContain('このほかに89人が、理由を答えていません。');
    expect(seen(npsShop, 'ja')).not.toContain('以前の選択肢');
  });

  it('shows the reasons of a snapshot older than editions as those of the first', () => {
    const older = { ...npsShop, nps: { ...npsShop.nps, reasonsByEdition: [] } };
    const text = seen(older, 'en');
    expect(text).toContain('341 customers answered with earlier options');
    expect(text).toContain('Nothing really stood out 170 customers');
    expect(text).toContain('Shown once customers who gave 0 to 6 choose a reason.');
    expect(text).not.toContain('took no interest in me after my purchase 49.9%');
  });

  it('counts the tribe towards a hundred', () => {
    expect(seen(fewAnswers, 'en')).toContain(
      '96 customers to go until 100 people stand behind you.',
    );
    expect(seen(npsShop, 'en')).toContain('Goal of 100 reached.');
    expect(seen(teaShop, 'ja')).toContain('100人まで、あと100人です。');
  });

  it('interrupts the trend at windows with too few answers', () => {
    const chart = /aria-label="NPS of each 30 days.*?<\/svg>/s.exec(rendered(page(npsShop), 'en'));
    expect(chart?.[0].match(/om-band/g)).toHaveLength(2);
    expect(seen(npsShop, 'en')).toContain('Oct 15, 2025 – – 4');
  });

  it('marks the times in which the score fell, with what was said and noted', () => {
    const html = rendered(page(fallenShop), 'en');
    expect(html.match(/class="om-marked"/g)).toHaveLength(2);
    expect(rendered(page(npsShop), 'en')).not.toContain('om-marked');
    const text = words(html);
    expect(text).toContain(
      '30 days to Jun 10, 2026: NPS −31.5, down from 12.6 44 customers gave 0–6.',
    );
    expect(text).toContain('箱がつぶれて届いた');
    expect(text).toContain('1 earlier fall');
    expect(text).toContain('NPS fell: 配送会社を変更');
    const window = `from=${addDays(AS_OF, -37)}&to=${addDays(AS_OF, -8)}`;
    expect(html.replaceAll('&amp;', '&')).toContain(`/app/nps/answers?group=detractors&${window}`);
    const note = /<textarea[^>]*name="note"[^>]*>([^<]*)/.exec(html);
    expect(note?.[1]).toBe('配送会社を変更');
    expect(html).toContain(`name="day" value="${addDays(AS_OF, -20)}"`);
  });

  it('shows the response rate by the place of the question', () => {
    const text = seen(npsShop, 'en');
    expect(text).toContain('24.2% 2,204 answers, shown 9,120 times');
    expect(text).toContain('Thank-you page 6,100 900 1,404 23.0%');
    expect(text).toContain('Email link 0 0 0 –');
  });

  it('has a table behind every chart, and a definition behind every heading', () => {
    const html = rendered(page(npsShop), 'en');
    expect(html.match(/View as table/g)).toHaveLength(html.match(/<figure/g)?.length ?? 0);
    const headings = html.match(/<h2.*?<\/h2>/gs) ?? [];
    const without = headings.filter((heading) => !heading.includes('om-term')).map(words);
    expect(without.map((heading) => heading.trim())).toEqual(['Latest answers']);
  });

  it('shows the past day of the address, without the newest answers', () => {
    const past = statusOf({ past: { asOf: AS_OF, state: 'shown', changed: false } });
    const text = words(
      rendered(<NpsPage status={past} view={npsView(npsShop)} latest={null} />, 'en'),
    );
    expect(text).not.toContain('Latest answers');
  });
});

describe('home', () => {
  it('shows NPS with its interval and count, the response rate and the tribe', () => {
    const text = home(npsShop, null, 'en');
    const { score } = npsShop.nps.trend.at(-1) ?? { score: NaN };
    expect(text).toContain(`NPS of the last 30 days ${(score ?? NaN).toFixed(1)}`);
    expect(text).toContain('All time: 20.3 (1,882 answers)');
    expect(home(fewAnswers, null, 'en')).toContain('7 answers so far');
  });

  it('says that no buyer has been asked yet', () => {
    expect(home(teaShop, null, 'ja')).toContain('まだ質問していません');
  });

  it('shows the change of the 30-day score, if both scores are known', () => {
    const before = { ...npsShop, asOf: '2026-06-01' };
    const last = { ...NO_NPS.headline, day: '2026-05-31', answers: 90, score: 17.2 };
    const earlier = (score: number | null) => ({
      ...before,
      nps: { ...npsShop.nps, trend: [{ ...last, score }] },
    });
    expect(home(npsShop, earlier(17.2), 'en')).toMatch(
      /▲ \d+\.\d better than 17\.2 on May 31, 2026/,
    );
    expect(home(npsShop, earlier(null), 'en')).toContain('Not known yet on May 31, 2026');
  });
});

describe('the pages beside it', () => {
  const comparison = compareDays(npsShop, { ...npsShop, asOf: '2026-06-01' }, '2026-06-01');

  it('show NPS beside LTV and LTV beside NPS, each with a link', () => {
    const ltv = rendered(<LtvPage status={statusOf()} view={ltvViewOf(npsShop)} />, 'en');
    expect(words(ltv)).toContain('NPS 20.3');
    expect(ltv).toContain('href="/app/nps"');
    const view = npsView(npsShop, comparison);
    const nps = rendered(<NpsPage status={statusOf()} view={view} latest={null} />, 'en');
    expect(words(nps)).toMatch(/LTV over 365 days \(gross profit\) ¥6,27\d/);
    expect(nps).toContain('href="/app/ltv"');
  });

  it('say the change of their headline on one ruler', () => {
    const shown = (page: ReactElement) => words(rendered(page, 'en'));
    const numbers = ltvViewOf(npsShop, [], comparison);
    expect(shown(<LtvPage status={statusOf()} view={numbers} />)).toMatch(
      /LTV over 365 days \(gross profit\) ¥6,27\d Same as on May 31, 2026/,
    );
    const repeat = repeatViewOf(npsShop, 'with', 0.87, comparison);
    expect(shown(<RepeatPage status={statusOf()} view={repeat} />)).toContain(
      'Same as on May 31, 2026',
    );
    const stages = stagesView(npsShop, [], comparison);
    expect(shown(<StagesPage status={statusOf()} view={stages} />)).toContain(
      'Loyal or higher: 4,346, the same as on May 31, 2026',
    );
    const nps = <NpsPage status={statusOf()} view={npsView(npsShop, comparison)} latest={null} />;
    expect(shown(nps).match(/Same as on May 31, 2026/g)).toHaveLength(2);
  });
});

describe('the breakdown of NPS', () => {
  function By({ of, snapshot }: { of: 'segment' | 'product' | 'source'; snapshot: Snapshot }) {
    return <Breakdowns view={npsView(snapshot)} format={useFormat(statusOf())} first={of} />;
  }
  const by = (of: 'segment' | 'product' | 'source', snapshot = npsShop) =>
    words(rendered(<By of={of} snapshot={snapshot} />, 'en'));

  it('shows one of segment, product and place at a time, and neither stage nor month', () => {
    const titles = ['By segment', 'By product bought', 'By source', 'By stage', 'By month'];
    const shown = (of: 'segment' | 'product' | 'source') =>
      titles.filter((title) => by(of).includes(title));
    expect((['segment', 'product', 'source'] as const).map(shown)).toEqual([
      ['By segment'],
      ['By product bought'],
      ['By source'],
    ]);
    expect(by('source', fewAnswers)).toContain('Thank-you page – 7 answers: not enough responses');
  });

  it('folds answers without a known customer', () => {
    const folded = /<summary>Answers without a known customer<\/summary>.*?<\/details>/s;
    expect(folded.exec(rendered(page(npsShop), 'en'))?.[0]).toContain('Anonymous');
  });
});
