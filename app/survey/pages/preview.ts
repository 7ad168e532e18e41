import { ELSEWHERE, HEARD_QUESTION } from '../settings/heard-question';
import { TEXTS, type PageLanguage, type Texts } from './texts';

/**
 * The survey's default texts for the merchant's preview, by language: what a buyer reads before and after choosing a
 * score on each surface. They differ in the note, which is about the order on Shopify's pages and on the page of an
 * order's link, and in the button.
 */
export function previewTexts() {
  const of = (language: PageLanguage) => {
    const texts = TEXTS[language];
    const shared = {
      ...sharedTexts(texts),
      heard: { question: HEARD_QUESTION[language], elsewhere: ELSEWHERE[language] },
    };
    const checkout = { ...shared, note: texts.noteOfOrder, dismiss: texts.dismiss };
    return {
      thankYou: checkout,
      orderStatus: checkout,
      storefront: { ...shared, note: texts.note, dismiss: null },
      link: { ...shared, note: texts.noteOfOrder, dismiss: null },
    };
  };
  return { ja: of('ja'), en: of('en') };
}

function sharedTexts(texts: Texts) {
  const { question, send, thanks, share, shareLink, reason, reasons, voice } = texts;
  return {
    ...{ question, send, thanks, share, shareLink, reason, reasons, voice },
    least: `0 ${texts.notLikely}`,
    most: `10 ${texts.veryLikely}`,
    comment: { high: texts.commentHigh, middle: texts.commentMiddle, low: texts.commentLow },
  };
}
