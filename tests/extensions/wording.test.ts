import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import nps from '../../app/i18n/locales/en/nps.json';
import npsJa from '../../app/i18n/locales/ja/nps.json';
import { LANGUAGES } from '../../app/i18n/language';
import { TEXTS, type Texts } from '../../app/survey/pages/texts';
import { THEME_BLOCK } from '../../extensions/theme-block';
import { localeTexts, textOf } from '../sandbox/storefront/theme/locales';

const CHECKOUT = resolve(import.meta.dirname, '../../extensions/survey-checkout');

/** Of each language: the words between two sentences on one line. */
const GAP = { ja: '', en: ' ' };

/** What a buyer reads, once for all surfaces: the keys of its copies, `null` where a surface has no such text. */
const SENTENCES: [
  sentence: string,
  checkout: string | null,
  block: string | null,
  (texts: Texts, gap: string) => string,
][] = [
  ['question', 'question', 'question', ({ question }) => question],
  ['least', 'least', null, ({ notLikely }) => `0 ${notLikely}`],
  ['most', 'most', null, ({ veryLikely }) => `10 ${veryLikely}`],
  ['least, without its number', null, 'not_likely', ({ notLikely }) => notLikely],
  ['most, without its number', null, 'very_likely', ({ veryLikely }) => veryLikely],
  ['send', 'send', 'send', ({ send }) => send],
  ['send the words', 'tell', null, ({ send }) => send],
  ['thanks', 'thanks', 'thanks', ({ thanks }) => thanks],
  ['the score', null, 'score', ({ yourScore }) => yourScore(8)],
  [
    'thanks and score',
    'answered',
    null,
    ({ thanks, yourScore }, gap) => `${thanks}${gap}${yourScore(8)}`,
  ],
  ['changeable', null, 'changeable', ({ changeable }) => changeable],
  ['dismiss', 'dismiss', null, ({ dismiss }) => dismiss],
  ['a friend', 'share.question', 'share', ({ share }) => share],
  ['link for a friend', 'share.link', 'share_link', ({ shareLink }) => shareLink],
  ['reason', 'reason.label', 'reason', ({ reason }) => reason],
  [
    'indifference',
    'reason.indifference',
    'reasons.indifference',
    ({ reasons }) => reasons.indifference,
  ],
  ['product', 'reason.product', 'reasons.product', ({ reasons }) => reasons.product],
  ['competitor', 'reason.competitor', 'reasons.competitor', ({ reasons }) => reasons.competitor],
  ['other', 'reason.other', 'reasons.other', ({ reasons }) => reasons.other],
  ['comment, 0 to 6', 'comment.detractor', 'comment_low', ({ commentLow }) => commentLow],
  ['comment, 7 and 8', 'comment.passive', 'comment_middle', ({ commentMiddle }) => commentMiddle],
  ['comment, 9 and 10', 'comment.promoter', 'comment_high', ({ commentHigh }) => commentHigh],
  ['consent', 'voice', 'voice', ({ voice }) => voice],
  ['arrived', 'told', 'done', ({ done }) => done],
  ['closed', null, 'closed', ({ closed }) => closed],
  ['who sees it', null, 'note', ({ note }) => note],
  ['who sees it with the order', 'privacy', null, ({ noteOfOrder }) => noteOfOrder],
];

describe.each(LANGUAGES)('in %s', (language) => {
  const checkout = localeTexts(join(CHECKOUT, 'locales'), language);
  const block = localeTexts(join(THEME_BLOCK, 'locales'), language);

  it.each(SENTENCES)('a buyer reads one wording everywhere: %s', (_, inCheckout, inBlock, of) => {
    const said = of(TEXTS[language], GAP[language]);
    if (inCheckout !== null) expect(textOf(checkout, inCheckout, { score: 8 })).toBe(said);
    if (inBlock !== null)
      expect(block.get(`survey.${inBlock}`)?.replace('{{ score }}', '8')).toBe(said);
  });

  it('both extensions say alike that an answer is under way, has not arrived, and can be sent again', () => {
    for (const [inCheckout, inBlock] of [
      ['sending', 'sending'],
      ['failed', 'failed'],
      ['retry', 'again'],
    ] as const)
      expect(checkout.get(inCheckout)).toBe(block.get(`survey.${inBlock}`));
  });

  it('the merchant reads the question and the reasons as buyers do', () => {
    const page = language === 'ja' ? npsJa : nps;
    expect(page.reason).toEqual(TEXTS[language].reasons);
    expect(page.question).toContain(TEXTS[language].question);
  });
});

it('the sentences are the decided ones', () => {
  expect(TEXTS.ja.question).toBe('当社をご家族やお友達に勧める可能性はどれくらいありますか？');
  expect(TEXTS.ja).toMatchObject({ notLikely: 'まったく勧めたくない', veryLikely: 'ぜひ勧めたい' });
  expect(TEXTS.ja.voice).toBe('いただいたコメントを、お名前を出さずにお店で紹介してもかまいません');
  expect(TEXTS.ja.dismiss).toBe('今は答えない');
  // the shop did not care afterwards, as the source articles mean indifference
  expect(TEXTS.ja.reasons.indifference).toContain('フォローがなかった');
  expect(TEXTS.en.reasons.indifference).toMatch(/no interest.*after my purchase/);
});

it('the preview and the pages have no copy of their own', () => {
  for (const file of ['app/survey/pages/preview.ts', 'app/survey/pages/forms.ts'])
    expect(readFileSync(resolve(import.meta.dirname, '../..', file), 'utf8')).not.toMatch(
      /[ぁ-ん]/,
    );
});
