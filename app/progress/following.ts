/** How well the numbers follow the shop; what a page asks for again and again while it is open. */
export interface Following {
  /** another one: the page would read something else now */
  version: string;
  /** when the page should ask again, in milliseconds */
  nextMs: number;
  /** changes in the shop that the numbers have not known for a while; null when they are up to date */
  waiting: { changes: number; since: string } | null;
  /** kept days whose orders have changed since they were counted; the night counts them anew */
  daysToRecount: number;
  troubles: Trouble[];
  /** the last time everything was compared with Shopify; null before the first */
  sweep: { state: 'running' | 'done' | 'failed'; at: string } | null;
}

/** Work that fails and has not succeeded since, and that nobody mends by waiting a moment. */
export interface Trouble {
  work: 'numbers' | 'orders' | 'costs' | 'history' | 'shop' | 'privacy' | 'survey' | 'other';
  why: 'gone' | 'denied' | 'shopify' | 'unknown';
  since: string;
  /** the merchant has had it tried again, and it has not ended yet */
  retrying: boolean;
}

/** Of a shop that nothing is known of yet. */
export const NOTHING_TO_FOLLOW: Following = {
  version: '',
  nextMs: 1_000,
  waiting: null,
  daysToRecount: 0,
  troubles: [],
  sweep: null,
};
