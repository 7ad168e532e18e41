import type { ProductRole } from '../../terms/product-roles';

/** What is known of a product. */
export interface ProductFacts {
  id: string;
  /** null: Shopify has deleted it */
  title: string | null;
  role: ProductRole | null;
  /** counted orders that had it, and those among them that were a customer's first */
  orders: number;
  firstOrders: number;
  /** list price of one; null where the latest orders do not have it */
  price: number | null;
  /** the latest orders have it with a selling plan */
  plan: boolean;
  /** customers who bought it and began with a trial product */
  afterTrial: number;
}

/** What products are compared with. */
interface OfShop {
  firstOrders: number;
  medianPrice: number | null;
}

/** Why a role is suggested, with the figure that says it. */
export type Reason =
  | { why: 'title'; word: string }
  | { why: 'cheapFirst'; priceShare: number; firstShare: number }
  | { why: 'plan' }
  | { why: 'afterTrial'; customers: number }
  | { why: 'later'; laterShare: number };

export interface Suggestion {
  role: ProductRole;
  reason: Reason;
}

/** A trial costs at most this share of the shop's median price, and begins at least this share of first orders. */
const CHEAP = 0.5;
const BEGINS = 0.05;
/** Of the product that most trial customers went on to, at least this share: a rare purchase is no main product. */
const OFTEN = 0.5;
const LEAST_AFTER = 3;
/** Sold so often in later orders alone, and so often at all, that it is an offer to known customers. */
const LATER = 0.8;
const LEAST_ORDERS = 20;
const DEARER = 1.2;

/**
 * Words of a trial in a title. ミニ is a word of its own, or one with a size or a pack: ミニマル and アルミニウム are
 * other words. Latin words stand alone: "industrial" is no trial.
 */
const TRIAL_WORDS: readonly RegExp[] = [
  /お試し|おためし|トライアル|サンプル/,
  /(?<![ァ-ヴー])ミニ(?:サイズ|ボトル|セット|パック|(?![ァ-ヴー]))/,
  /(?<![a-z])(?:trial|sample|sampler|starter|mini)s?(?![a-z])/i,
];

/** The word that says in a product's title that it is a trial; null: none. */
function trialWord(title: string): string | null {
  // full-width letters are letters
  const plain = title.normalize('NFKC').slice(0, 500);
  for (const words of TRIAL_WORDS) {
    const found = words.exec(plain);
    if (found !== null) return found[0];
  }
  return null;
}

/** The suggested trials among products without a role, by id, with the reason. */
export function suggestTrials(
  products: readonly ProductFacts[],
  { firstOrders, medianPrice }: OfShop,
): Map<string, Reason> {
  const found = new Map<string, Reason>();
  for (const { id, title, role, price, firstOrders: own, plan } of products) {
    if (role !== null || own === 0) continue;
    const word = trialWord(title ?? '');
    const firstShare = own / firstOrders;
    const priceShare = price === null || !medianPrice ? 1 : price / medianPrice;
    if (word !== null) found.set(id, { why: 'title', word });
    else if (priceShare <= CHEAP && firstShare >= BEGINS && !plan)
      found.set(id, { why: 'cheapFirst', priceShare, firstShare });
  }
  return found;
}

/**
 * Suggests roles for products that have none, each with its reason. Trials first; then the products that are sold with a selling
 * plan, and the dearest of those that trial customers often go on to, are main products; what is sold nearly always in
 * later orders is a back-end product where it costs more than the main one, else a cross-sell.
 */
export function suggestRoles(
  products: readonly ProductFacts[],
  shop: OfShop,
): Map<string, Suggestion> {
  const found = new Map<string, Suggestion>();
  for (const [id, reason] of suggestTrials(products, shop))
    found.set(id, { role: 'trial', reason });
  const others = products.filter(({ id, role }) => role !== 'trial' && !found.has(id));
  for (const { id, role, plan } of others)
    if (role === null && plan) found.set(id, { role: 'main', reason: { why: 'plan' } });
  const often = oftenAfterTrial(others);
  const dearest = often.reduce<ProductFacts | null>(
    (most, one) => (most === null || (one.price ?? 0) > (most.price ?? 0) ? one : most),
    null,
  );
  if (dearest?.role === null && !found.has(dearest.id))
    found.set(dearest.id, {
      role: 'main',
      reason: { why: 'afterTrial', customers: dearest.afterTrial },
    });
  const main = mainPrice(products, found);
  if (main === null) return found;
  // a smaller pack of the main product is no offer besides it
  for (const { id, role, orders, firstOrders, price } of others.filter(
    (one) => !often.includes(one),
  )) {
    const laterShare = 1 - firstOrders / orders;
    if (role !== null || found.has(id) || price === null) continue;
    if (orders < LEAST_ORDERS || laterShare < LATER) continue;
    const dearer = price >= DEARER * main;
    found.set(id, { role: dearer ? 'backEnd' : 'crossSell', reason: { why: 'later', laterShare } });
  }
  return found;
}

/** The products that customers who began with a trial often went on to. */
function oftenAfterTrial(products: readonly ProductFacts[]): ProductFacts[] {
  const most = Math.max(0, ...products.map(({ afterTrial }) => afterTrial));
  return products.filter(
    ({ afterTrial, price }) =>
      price !== null && afterTrial >= LEAST_AFTER && afterTrial >= OFTEN * most,
  );
}

/** The price of the dearest main product, by role or suggestion; null where there is none. */
function mainPrice(
  products: readonly ProductFacts[],
  suggested: ReadonlyMap<string, Suggestion>,
): number | null {
  const prices = products
    .filter(({ id, role }) => role === 'main' || suggested.get(id)?.role === 'main')
    .flatMap(({ price }) => (price === null ? [] : [price]));
  return prices.length === 0 ? null : Math.max(...prices);
}
