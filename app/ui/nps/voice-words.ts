import type { Language } from '../../i18n/language';

/**
 * How a testimonial is labelled and signed: in the language of its words, not the page's, whose texts are the
 * only ones that a browser has.
 */
export const VOICE_WORDS: Record<
  Language,
  { pr: string; prNote: string; by: (score: number) => string }
> = {
  ja: {
    pr: 'PR',
    prNote: '謝礼をお渡しした方の声です',
    by: (score) => `— ${String(score)}点をつけたお客様`,
  },
  en: {
    pr: 'PR',
    prNote: 'The customer received an incentive for this testimonial',
    by: (score) => `— a customer who gave ${String(score)} of 10`,
  },
};
