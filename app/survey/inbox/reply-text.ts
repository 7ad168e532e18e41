import type { Reason } from '../../terms/reasons';
import { FIRST_PROMOTER, LAST_DETRACTOR } from '../../terms/scores';

interface Answered {
  score: number;
  reason: Reason | null;
  language: 'ja' | 'en';
}

type Occasion = Reason | 'unsaid' | 'passive' | 'promoter';

/**
 * A text to answer a customer by: in the language of their question, about the reason that they chose. It has no name and
 * promises nothing, since the merchant sends it, by their own mail, after changing what does not fit.
 */
export function replyText({ score, reason, language }: Answered): string {
  const occasion: Occasion =
    score >= FIRST_PROMOTER
      ? 'promoter'
      : score > LAST_DETRACTOR
        ? 'passive'
        : (reason ?? 'unsaid');
  const { thanks, about, end } = TEXTS[language];
  return [thanks, about[occasion], end].join('\n\n');
}

const TEXTS: Record<'ja' | 'en', { thanks: string; about: Record<Occasion, string>; end: string }> =
  {
    ja: {
      thanks:
        'いつもありがとうございます。先日はアンケートにご回答いただき、ありがとうございました。',
      about: {
        indifference:
          'ご購入後のご案内が行き届かず、申し訳ございませんでした。お届けした商品について、お困りのことや分かりにくい点はございませんか。このメールにそのままご返信ください。',
        product:
          '商品がご期待に沿えず、申し訳ございませんでした。よろしければ、どのような点が気になられたかをお聞かせください。使い方についてのご質問も、このメールで承ります。',
        competitor:
          '率直なご意見をお聞かせいただき、ありがとうございます。よろしければ、当店に足りないと感じられた点をひと言お聞かせください。今後の参考にいたします。',
        other:
          'ご満足いただけず、申し訳ございませんでした。よろしければ、気になられた点をもう少し詳しくお聞かせください。',
        unsaid:
          'ご満足いただけず、申し訳ございませんでした。よろしければ、気になられた点をひと言お聞かせください。',
        passive:
          'ご評価をありがとうございます。もう一歩足りないと感じられた点がございましたら、ひと言お聞かせください。',
        promoter: 'うれしいご評価をいただき、ありがとうございます。スタッフ一同、励みになります。',
      },
      end: '今後ともよろしくお願いいたします。',
    },
    en: {
      thanks: 'Thank you for being our customer, and for answering our survey.',
      about: {
        indifference:
          'I’m sorry we didn’t follow up after your purchase. Is there anything about your order that we can help with? Just reply to this email.',
        product:
          'I’m sorry the product wasn’t what you hoped for. Could you tell me what was wrong with it? If you have a question about using it, just reply to this email.',
        competitor:
          'Thank you for being frank with us. Could you tell me in a line what you missed at our store? It would help us improve.',
        other: 'I’m sorry we let you down. Could you tell me a little more about what went wrong?',
        unsaid: 'I’m sorry we let you down. Could you tell me in a line what went wrong?',
        passive: 'If there is one thing we could have done better, I’d be glad to hear it.',
        promoter: 'Your kind score made our day.',
      },
      end: 'Kind regards',
    },
  };
