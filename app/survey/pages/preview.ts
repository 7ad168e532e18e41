import { CHECKOUT_TEXTS, type CheckoutTexts } from './checkout-texts';
import { TEXTS, type PageLanguage, type Texts } from './texts';

/**
 * The survey's default texts for the merchant's preview: what a buyer reads before and after choosing a
 * score, on each surface in each language.
 * @param shop its name, which Shopify's pages show
 */
export function previewTexts(shop: string) {
  const of = (language: PageLanguage) => ({
    checkout: ofCheckout(CHECKOUT_TEXTS[language], shop),
    storefront: ofStorefront(TEXTS[language]),
  });
  return { ja: of('ja'), en: of('en') };
}

function ofStorefront(texts: Texts) {
  const { question, send, thanks, note, share, shareLink, reason, reasons, voice } = texts;
  return {
    ...{ question, send, thanks, note, share, shareLink, reason, reasons, voice },
    dismiss: null,
    least: `0 ${texts.notLikely}`,
    most: `10 ${texts.veryLikely}`,
    comment: { high: texts.commentHigh, middle: texts.commentMiddle, low: texts.commentLow },
  };
}

function ofCheckout(texts: CheckoutTexts, shop: string) {
  const named = (text: string) => text.replaceAll('{{shop}}', shop);
  const { label: reason, indifference, product, competitor, other } = texts.reason;
  return {
    question: named(texts.question),
    least: texts.least,
    most: texts.most,
    send: texts.send,
    dismiss: texts.dismiss,
    thanks: texts.thanks,
    note: named(texts.privacy),
    share: named(texts.share.question),
    shareLink: texts.share.link,
    reason,
    reasons: { indifference, product, competitor, other },
    comment: {
      high: texts.comment.promoter,
      middle: texts.comment.passive,
      low: texts.comment.detractor,
    },
    voice: named(texts.voice),
  };
}
