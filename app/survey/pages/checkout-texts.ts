import type { PageLanguage } from './texts';
import type { Reason } from '../../terms/reasons';

/** The checkout extension's texts that the merchant's preview shows. */
export interface CheckoutTexts {
  question: string;
  least: string;
  most: string;
  send: string;
  dismiss: string;
  thanks: string;
  privacy: string;
  share: { question: string; link: string };
  reason: Record<'label' | Reason, string>;
  comment: Record<'promoter' | 'passive' | 'detractor', string>;
  voice: string;
}

/**
 * A copy of the extension's locale files (`extensions/survey-checkout/locales`): the app is deployed
 * without them. A test compares the two.
 */
export const CHECKOUT_TEXTS: Record<PageLanguage, CheckoutTexts> = {
  ja: {
    question: '{{shop}}をご家族やお友達に勧める可能性はどれくらいありますか？',
    least: '0 まったく勧めたくない',
    most: '10 ぜひ勧めたい',
    send: '送信する',
    dismiss: '今は答えない',
    thanks: 'ご回答ありがとうございます。',
    privacy: '回答はご注文とあわせてお店が確認します。削除をご希望の場合はお店へご連絡ください。',
    share: {
      question: 'お友達に紹介しますか？',
      link: 'リンクを開く',
    },
    reason: {
      label: 'いちばんの理由はどれですか？',
      indifference: '特に印象に残らなかった',
      product: '商品が期待と違った',
      competitor: 'ほかのお店のほうが合っている',
      other: 'その他',
    },
    comment: {
      promoter: '気に入った点を教えてください',
      passive: 'どうすれば10点になりますか？',
      detractor: 'お気づきの点を教えてください',
    },
    voice: 'いただいたコメントを、お名前を出さずにお店で紹介してもかまいません',
  },
  en: {
    question: 'How likely are you to recommend {{shop}} to your family and friends?',
    least: '0: not at all likely',
    most: '10: extremely likely',
    send: 'Send',
    dismiss: 'Not now',
    thanks: 'Thank you for your answer.',
    privacy: 'The store sees your answer with your order. Contact the store to delete it.',
    share: {
      question: 'Would you recommend us to a friend?',
      link: 'Open the link',
    },
    reason: {
      label: 'What is the main reason?',
      indifference: 'Nothing really stood out',
      product: 'The product was not what I hoped for',
      competitor: 'Another shop suits me better',
      other: 'Something else',
    },
    comment: {
      promoter: 'What did you like?',
      passive: 'What would make it a 10?',
      detractor: 'What should we know?',
    },
    voice: 'The store may publish my comment, without my name.',
  },
};
