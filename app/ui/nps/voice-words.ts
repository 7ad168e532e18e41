import type { Language } from '../../i18n/language';

/**
 * How a testimonial is labelled and signed: in the language of its words, not the page's, whose texts are the
 * only ones that a browser has.
 */
export const VOICE_WORDS: Record<Language, { pr: string; prNote: string; by: string }> = {
  ja: {
    pr: 'PR',
    prNote: '謝礼をお渡しした方の声です',
    by: '— ご購入されたお客様',
  },
  en: {
    pr: 'PR',
    prNote: 'The customer received an incentive for this testimonial',
    by: '— a customer',
  },
};
