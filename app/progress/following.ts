/** How current the numbers are; an open page polls it. */
export interface Following {
  /** differs where the page would show something else */
  version: string;
  /** milliseconds until the page polls again */
  nextMs: number;
  /** changes in the shop that the numbers have lacked for a while; null where they are current */
  waiting: { changes: number; since: string } | null;
  /** stale snapshots of past days; the night computes them again */
  daysToRecount: number;
  /** those of them that a changed setting made stale, which are computed again at once */
  daysByEarlierRules: number;
  troubles: FailingWork[];
  /** the last id audit; null before the first */
  sweep: { state: 'running' | 'done' | 'failed'; at: string } | null;
}

/** A kind of work with failing jobs that a short wait does not mend. */
export interface FailingWork {
  work:
    'numbers' | 'orders' | 'costs' | 'history' | 'shop' | 'privacy' | 'survey' | 'tags' | 'other';
  why: 'gone' | 'denied' | 'shopify' | 'unknown';
  since: string;
  /** the merchant pressed Retry, and it has not ended yet */
  retrying: boolean;
}

/** For a shop without a row yet. */
export const NOTHING_TO_FOLLOW: Following = {
  version: '',
  nextMs: 1_000,
  waiting: null,
  daysToRecount: 0,
  daysByEarlierRules: 0,
  troubles: [],
  sweep: null,
};
