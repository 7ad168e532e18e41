import type { ReactElement } from 'react';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../app/i18n/language';
import { compareDays } from '../../app/metrics/compare/compare';
import { numbersAt } from '../../app/metrics/shown';
import type { Snapshot } from '../../app/metrics/snapshot';
import { HomePage } from '../../app/ui/home/home-page';
import { LtvPage } from '../../app/ui/ltv/ltv-page';
import { LTV_NUMBERS } from '../../app/ui/ltv/numbers';
import { ltvViewOf } from './ltv-view';
import { NpsPage } from '../../app/ui/nps/nps-page';
import { npsView } from '../../app/ui/nps/view';
import { RepeatPage } from '../../app/ui/repeat/repeat-page';
import { repeatViewOf } from './repeat-view';
import { sheetFacts } from '../../app/ui/sheets/sheet-facts';
import { withSums } from '../../app/ui/sheets/with-sums';
import { StagesPage } from '../../app/ui/stages/stages-page';
import { moveSums } from '../../app/ui/stages/sums';
import { stagesView } from '../../app/ui/stages/view';
import { rendered, words } from '../support/render';
import { AS_OF, monthEnds, teaMoves } from '../support/shops/tea-shop';
import { homeViewOf } from './home-view';
import { npsShop } from './nps-shop';
import { statusOf } from './status';

const past = { asOf: AS_OF, state: 'shown', changed: false } as const;
const day = { ja: '2026年6月17日', en: 'Jun 17, 2026' };

const before: Snapshot = { ...(monthEnds[0] ?? npsShop), asOf: '2026-06-01' };

/** Every page of numbers beside an earlier day, as of AS_OF. */
function pages(status = statusOf({ past, sheets: sheetFacts(npsShop, 'with') })): ReactElement[] {
  const comparison = compareDays(npsShop, before, before.asOf);
  const home = homeViewOf(npsShop, before);
  // one line, so that the last says that there is nothing else
  const lines = home.attention.lines.slice(0, 1);
  const attention = { ...home.attention, lines, asksPlacement: false };
  return [
    <HomePage key="home" status={status} view={{ ...home, attention }} />,
    <LtvPage
      key="ltv"
      status={status}
      view={ltvViewOf(npsShop, numbersAt(npsShop, LTV_NUMBERS), comparison)}
    />,
    <RepeatPage
      key="repeat"
      status={status}
      view={repeatViewOf(npsShop, 'with', undefined, comparison)}
    />,
    <StagesPage
      key="stages"
      status={withSums(status, { 'stages.movement': moveSums(teaMoves) })}
      view={stagesView(npsShop, monthEnds, comparison, [], teaMoves)}
    />,
    <NpsPage key="nps" status={status} view={npsView(npsShop, comparison)} latest={null} />,
  ];
}
const text = (language: Language, status?: Parameters<typeof pages>[0]) =>
  pages(status)
    .map((page) => words(rendered(page, language)))
    .join(' ');

const NOW = {
  ja: /現在|今のところ|今日|今月|先月/g,
  en: /\bnow\b|\btoday|this month|last month|this year|right now/gi,
};
/** What leads away from the past day, and a choice of a day to compare with. */
const WAYS_BACK = /今日までの数字に戻る|Back to today’s numbers|Same day last month/g;

describe('a page of a past day', () => {
  it.each(LANGUAGES)('says that day, and nothing of now, in %s', (language) => {
    const said = text(language);
    const rest = said.replace(WAYS_BACK, '');
    const found = [...rest.matchAll(NOW[language])];
    expect(found.map(({ index }) => rest.slice(index - 40, index + 40))).toEqual([]);
    for (const sentence of {
      ja: [
        `、${day.ja}は12,043人になりました`,
        `右端は${day.ja}の数字です`,
        `${day.ja}の時点で、ほかに確認が必要なことはありません。`,
        '2026年6月の新規顧客',
        `2026年6月は${day.ja}までの人数です`,
      ],
      en: [
        `to 12,043 customers on ${day.en}.`,
        `The last column is ${day.en}.`,
        'New customers in Jun 2026',
        `Counted in Jun 2026 up to ${day.en}.`,
        `Nothing else needed attention on ${day.en}.`,
      ],
    }[language])
      expect([sentence, said.includes(sentence)]).toEqual([sentence, true]);
    // a change of another ruler than the number beside it names both days
    const change =
      language === 'ja'
        ? /（2026年5月31日は[\d,]+人?、2026年6月17日は[\d,]+人?）/
        : /\([\d,]+ on May 31, 2026, [\d,]+ on Jun 17, 2026\)/;
    expect(change.test(said)).toBe(true);
  });

  it.each(LANGUAGES)('of the newest numbers says now, in %s', (language) => {
    const said = text(language, statusOf());
    for (const sentence of language === 'ja'
      ? ['現在は12,043人になりました', '今月の新規顧客', '今のところ']
      : ['to 12,043 customers now.', 'New customers this month', 'needs attention right now'])
      expect([sentence, said.includes(sentence)]).toEqual([sentence, true]);
  });

  it('names the day in the sheet of its movement', () => {
    const [, , , stages] = pages();
    const html = stages && rendered(stages, 'en', '/app/stages?sheet=stages.movement');
    expect(words(html ?? '')).toContain('Customers on Jun 17, 2026');
  });
});
