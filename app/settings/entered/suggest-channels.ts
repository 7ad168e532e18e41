import { foldedName } from './cells';

/** Why a channel is suggested for a source: an advertisement's medium beside the same name, or the same name alone. */
export interface SuggestedChannel {
  channel: string;
  why: 'paid' | 'name';
  /** the source's medium; empty: none */
  medium: string;
}

/** Names of one seller of advertisements, as channels and links write them. The first is the brand's. */
const BRANDS: readonly (readonly string[])[] = [
  ['google', 'グーグル', 'adwords', 'googleads', 'youtube', 'ユーチューブ'],
  ['yahoo', 'ヤフー', 'yahoojp', 'yss', 'ydn', 'yda', 'ysa'],
  [
    'meta',
    'メタ',
    'facebook',
    'フェイスブック',
    'fb',
    'instagram',
    'インスタグラム',
    'インスタ',
    'ig',
  ],
  ['line', 'ライン', 'lineads', 'line_ads'],
  ['tiktok', 'ティックトック'],
  ['x', 'twitter', 'ツイッター'],
  ['microsoft', 'bing', 'マイクロソフト'],
  ['pinterest', 'ピンタレスト'],
  ['smartnews', 'スマートニュース'],
  ['criteo', 'クリテオ'],
  ['rakuten', '楽天'],
  ['amazon', 'アマゾン'],
  ['a8', 'a8net', 'a8.net'],
];

/** What channels are called besides the brand: Google広告, Yahoo リスティング, Meta Ads. */
const GENERIC =
  /広告|リスティング|ディスプレイ|ショッピング|検索|運用型|\b(?:ads?|advertising|search|display|shopping|listing|paid)\b/g;

/** Media of bought visits, as links write them (Google's default channel groups, and the words of Japanese agencies). */
const PAID =
  /^(?:cpc|ppc|cpm|cpv|cpa|paid|paid[-_ ]?(?:search|social|media)|ads?|display|banner|listing|retargeting|remarketing|shopping|pmax|affiliate|infeed|sns[-_ ]?ads?|social[-_ ]?(?:paid|ads?))$/;

/** Media that are not bought. */
const UNPAID = /^(?:organic|referral|none|\(none\))$/;

/**
 * Suggests a channel for each source that has none: the only one with its name, or with its brand. A source of a brand
 * without a medium is its search, which no advertisement brought.
 * @param sources keys of sources: `google/cpc`
 */
export function suggestChannels(
  sources: readonly string[],
  channels: readonly string[],
): Map<string, SuggestedChannel> {
  const known = channels.map((channel) => ({ channel, name: plainName(channel) }));
  const suggestions = new Map<string, SuggestedChannel>();
  for (const key of sources) {
    const slash = key.indexOf('/');
    const [name, medium] = slash < 0 ? [key, ''] : [key.slice(0, slash), key.slice(slash + 1)];
    const isPaid = PAID.test(medium);
    if (medium === '' || UNPAID.test(medium)) continue;
    const own = plainName(name);
    const same = known.filter((each) => each.name === own);
    const alike = same.length > 0 ? same : isPaid ? ofBrand(known, own) : [];
    const [only] = alike;
    if (only !== undefined && alike.length === 1)
      suggestions.set(key, { channel: only.channel, why: isPaid ? 'paid' : 'name', medium });
  }
  return suggestions;
}

function ofBrand<T extends { name: string }>(known: readonly T[], name: string): T[] {
  const brand = brandOf(name);
  return brand === null ? [] : known.filter((each) => brandOf(each.name) === brand);
}

/** A name in one spelling, without what every channel is called. */
const plainName = (name: string): string =>
  foldedName(name).replace(GENERIC, ' ').replace(/\s+/g, ' ').trim();

/** The brand of a name; null where it names none, or two. */
function brandOf(name: string): string | null {
  const words = [name, ...name.split(/[^\p{L}\p{N}]+/u)];
  const brands = BRANDS.filter((names) => words.some((word) => names.includes(word)));
  return brands.length === 1 ? (brands[0]?.[0] ?? null) : null;
}
