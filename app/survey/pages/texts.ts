/** The languages of the survey; every other one is answered in English. */
export type PageLanguage = 'ja' | 'en';

const en = {
  question: 'How likely are you to recommend us to your family and friends?',
  notLikely: 'Not at all likely',
  veryLikely: 'Extremely likely',
  send: 'Send',
  thanks: 'Thank you for your answer.',
  dismiss: 'Not now',
  yourScore: (score: number) => `Your answer is ${score}.`,
  changeable: 'You can change it for 30 minutes.',
  share: 'Would you recommend us to a friend?',
  shareLink: 'Open the page to share',
  reason: 'What is the main reason?',
  reasons: {
    indifference: 'The store took no interest in me after my purchase',
    product: 'The product was not what I hoped for',
    competitor: 'Another store suits me better',
    other: 'Something else',
  },
  commentHigh: 'What did you like? (optional)',
  commentMiddle: 'What would make it a 10? (optional)',
  commentLow: 'What should we know? (optional)',
  voice: 'The store may publish my comment, without my name',
  note: 'Only this store sees your answer. Contact the store to delete it.',
  noteOfOrder: 'The store sees your answer with your order. Contact the store to delete it.',
  home: 'Back to the store',
  done: 'Thanks! Your feedback was sent.',
  closed: 'You’ve already answered. Thank you!',
  closedWhy: 'An answer can be changed for 30 minutes.',
  askedLately: 'We asked you recently.',
  askedLatelyWhy: 'There is nothing you need to do. Thank you for your time.',
  off: 'This survey is closed at present.',
  offWhy: 'If there is something you want to tell us, please contact the store.',
  expired: 'This page has expired.',
  expiredWhy:
    'Nothing was recorded. Please open the question again, from the store or from its latest email.',
  tooMany: 'Too many answers came at once.',
  tooManyWhy: (minutes: number) =>
    minutes === 1
      ? 'Please go back and send yours again in a minute.'
      : `Please go back and send yours again in ${minutes} minutes.`,
  failed: 'We could not record your answer.',
  failedWhy: 'Something went wrong on our side. Please go back and send it again.',
  problems: {
    no_score: 'Please choose a number from 0 to 10, then press Send.',
    comment_too_long:
      'Your comment is longer than 1,000 characters. Please shorten it, then press Send.',
    comment_marks:
      'Your comment has letters with too many marks. Please use plain letters, then press Send.',
    not_understood: 'We could not read what was sent. Please check it, then press Send.',
  },
};

export type Texts = typeof en;

const ja: Texts = {
  question: '当社をご家族やお友達に勧める可能性はどれくらいありますか？',
  notLikely: 'まったく勧めたくない',
  veryLikely: 'ぜひ勧めたい',
  send: '送信する',
  thanks: 'ご回答ありがとうございます。',
  dismiss: '今は答えない',
  yourScore: (score) => `回答は${score}点です。`,
  changeable: '30分以内は変更できます。',
  share: 'お友達にもご紹介いただけますか？',
  shareLink: '紹介用のページを開く',
  reason: 'いちばんの理由はどれですか？',
  reasons: {
    indifference: '購入後のフォローがなかった',
    product: '商品が期待と違った',
    competitor: 'ほかのお店のほうが合っている',
    other: 'その他',
  },
  commentHigh: '気に入った点を教えてください（任意）',
  commentMiddle: 'どうすれば10点になりますか？（任意）',
  commentLow: 'お気づきの点を教えてください（任意）',
  voice: 'いただいたコメントを、お名前を出さずにお店で紹介してもかまいません',
  note: 'ご回答を見るのはこのお店だけです。削除をご希望の場合はお店へご連絡ください。',
  noteOfOrder: '回答はご注文とあわせてお店が確認します。削除をご希望の場合はお店へご連絡ください。',
  home: 'お店へ戻る',
  done: 'ありがとうございます。お店に届きました。',
  closed: 'すでにご回答いただいています。ありがとうございます。',
  closedWhy: '回答を変更できるのは30分以内です。',
  askedLately: '最近おたずねしたばかりです。',
  askedLatelyWhy: '今は何もしていただく必要はありません。ありがとうございます。',
  off: '現在、この質問は受け付けていません。',
  offWhy: 'お伝えになりたいことがありましたら、お店へご連絡ください。',
  expired: 'このページの有効期限が切れました。',
  expiredWhy:
    '回答は記録されていません。お店または最新のメールから、もう一度質問を開いてください。',
  tooMany: '回答が集中しています。',
  tooManyWhy: (minutes) => `前のページへ戻り、${minutes}分ほどしてからもう一度送信してください。`,
  failed: '回答を記録できませんでした。',
  failedWhy: '当方の不具合です。前のページへ戻り、もう一度送信してください。',
  problems: {
    no_score: '0から10の数字を選び、「送信する」を押してください。',
    comment_too_long: '1,000文字を超えています。短くしてから「送信する」を押してください。',
    comment_marks:
      '記号を重ねた飾り文字は送信できません。ふつうの文字に直してから「送信する」を押してください。',
    not_understood: '送信内容を読み取れませんでした。ご確認のうえ「送信する」を押してください。',
  },
};

/**
 * What a buyer reads, on every surface. The app's pages and the merchant's preview read it here; the two extensions
 * and the NPS page have copies in their locale files, since Shopify gives those to their extension only and the NPS
 * page reads i18n's. `tests/extensions/wording.test.ts` compares all copies (decision 109).
 */
export const TEXTS: Record<PageLanguage, Texts> = { ja, en };
