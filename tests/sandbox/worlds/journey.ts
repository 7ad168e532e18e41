import { hash } from 'node:crypto';
import type { JourneyRecord, OrderRecord, VisitRecord } from '../store/records';

/** Ways into a small shop, and how many of a hundred visitors take each. */
const WAYS: readonly (readonly [share: number, visit: VisitRecord])[] = [
  [24, visit('direct')],
  [20, { ...visit('Google'), sourceType: 'SEO' }],
  [6, { ...visit('Google'), sourceType: 'AD', utm: utm('google', 'cpc', 'sencha_shincha') }],
  [14, { ...visit('Instagram'), utm: utm('instagram', 'social', 'spring') }],
  // the same account, typed by hand in another campaign
  [4, { ...visit('Instagram'), utm: utm(' Ｉｎｓｔａｇｒａｍ ', 'Social', 'ポスト') }],
  [12, { ...visit('email'), sourceType: 'NEWSLETTER', utm: utm('newsletter', 'email', 'news') }],
  [6, { ...visit('LINE'), utm: utm('line', 'message', null) }],
  [5, { ...visit('ocha-blog.example'), referralCode: 'OCHA-BLOG' }],
  [3, visit('unknown')],
];

function visit(source: string): VisitRecord {
  return { source, sourceType: null, referralCode: null, utm: null };
}

function utm(source: string, medium: string | null, campaign: string | null) {
  return { source, medium, campaign };
}

/**
 * The visits before a web order, the same for the same order. Most repeat orders of a first visit by an advertisement
 * end with a direct one. None for orders of tills, drafts and subscription contracts, and for imported ones.
 */
export function journeyOf({
  id,
  createdAt,
  processedAt,
  sourceName,
}: Pick<OrderRecord, 'id' | 'createdAt' | 'processedAt' | 'sourceName'>):
  { journey: JourneyRecord } | object {
  if (sourceName !== 'web' || createdAt !== processedAt) return {};
  const [way = 0, consent = 0, again = 0] = hash('sha256', `journey ${String(id)}`, 'buffer');
  if (consent < 15) return { journey: { first: null, last: null } };
  const first = wayAt((way * 94) / 256);
  return { journey: { first, last: again < 100 ? visit('direct') : first } };
}

function wayAt(place: number): VisitRecord {
  let passed = 0;
  return WAYS.find(([share]) => (passed += share) > place)?.[1] ?? visit('direct');
}
