import type { Random } from '../../worlds/distributions';

/** Comments of a tea shop's customers; `{product}` is the bought product. */
const JAPANESE = {
  promoter: [
    '{product}の香りがとても良くて、毎朝の楽しみになりました。',
    '友人への手土産にしたらとても喜ばれました。また注文します。',
    'お茶の淹れ方の説明が丁寧で、初めてでも美味しく淹れられました。',
    '包装がきれいで、季節のお便りにも心が和みました。',
    '{product}は何度も買っています。味がいつも変わらないのが信頼できます。',
    '母が気に入って、実家の分も頼むようになりました。',
    '届くのが早く、茶葉も新鮮でした。',
    '冷茶にしても渋みが出ず、家族みんなで飲んでいます。',
    '問い合わせにもすぐ丁寧に返事をいただけて安心しました。',
    'ここのお茶を飲んでから、ペットボトルのお茶を買わなくなりました。',
    '小さな農園のお話が同梱されていて、作り手の顔が見えるのが嬉しいです。',
    '値段以上の味だと思います。職場でも勧めています。',
  ],
  passive: [
    '美味しいのですが、もう少し少量のサイズがあると試しやすいです。',
    '味は満足です。送料が無料になる金額がもう少し低いと嬉しいです。',
    '{product}は良かったです。チャック付きの袋だと助かります。',
    'おいしくいただいています。ほかの産地のものも飲み比べてみたいです。',
    '普段使いにはちょうど良いです。特別感はもう少し欲しいかも。',
    '香りは良いのですが、二煎目が少し薄く感じました。',
    '定期便の間隔をもっと自由に選べると続けやすいです。',
    '配送日の指定がもう少し細かくできると満点です。',
    '贈り物用の熨斗が選べるとよいと思いました。',
    '良いお茶ですが、近所のお店との違いがまだよく分かりません。',
  ],
  indifference: [
    '悪くはないのですが、特に印象に残りませんでした。',
    '普通に美味しいお茶です。人に勧めるほどではないかなと思います。',
    'お茶はお茶なので、あまり違いが分かりませんでした。',
    '可もなく不可もなくです。',
    '必要になったらまた買うかもしれません。',
  ],
  followUp: [
    '届いたあと、淹れ方の案内などが何もありませんでした。',
    '買ったあとは何の連絡もなく、少し寂しく感じました。',
    '感想を送りましたが、お返事をいただけませんでした。',
    'お知らせは新商品の案内ばかりで、買ったお茶の話がありません。',
  ],
  product: [
    '{product}は思っていたより香りが弱く感じました。',
    '粉が多く、急須が詰まりやすかったです。',
    '写真の色と実際の色が違いました。',
    '渋みが強く、好みに合いませんでした。',
    '賞味期限が思ったより短くて飲みきれませんでした。',
  ],
  competitor: [
    '近くのお茶屋さんのほうが試飲もできて安心です。',
    '同じくらいの値段なら、いつも買っている宇治のお店を選びます。',
    'スーパーのお茶で十分かなと思いました。',
    'ほかの通販のほうが送料が安いです。',
  ],
  other: [
    '箱が少しつぶれて届きました。',
    '配達が予定より二日遅れました。',
    'メールの案内が少し多いです。',
    '支払い方法がもう少し選べるとよいです。',
    '人に何かを勧めること自体があまりありません。',
  ],
};

const ENGLISH = {
  promoter: [
    'Lovely aroma, and it arrived quickly.',
    'The {product} is my favourite. I order it for friends, too.',
  ],
  passive: ['Good tea. A smaller bag to try it first would help.'],
  indifference: ['Nice, but nothing that I would talk about.'],
  followUp: ['After the parcel I never heard from the shop again.'],
  product: ['The {product} was more bitter than I expected.'],
  competitor: ['The tea shop next door lets me taste before I buy.'],
  other: ['The box was a little crushed when it came.'],
};

export type CommentKind = keyof typeof JAPANESE;

/** One of the comments of a kind. */
export function comment(
  kind: CommentKind,
  language: 'ja' | 'en',
  product: string,
  random: Random,
): string {
  const texts = language === 'ja' ? JAPANESE : ENGLISH;
  return random.pick(texts[kind]).replace('{product}', product);
}
