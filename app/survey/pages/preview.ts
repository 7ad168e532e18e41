import { TEXTS, type PageLanguage, type Texts } from './texts';

/**
 * The survey's default texts for the merchant's preview, by language: what a buyer reads before and after choosing a
 * score on the thank-you page, and later on the others. They differ in the note, which is about the order on
 * Shopify's pages, and in the button.
 */
export function previewTexts() {
  const of = (language: PageLanguage) => {
    const texts = TEXTS[language];
    const shared = sharedTexts(texts);
    return {
      thankYou: { ...shared, note: texts.noteOfOrder, dismiss: texts.dismiss },
      later: { ...shared, note: texts.note, dismiss: null },
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
