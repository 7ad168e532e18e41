/** Progress of an import; every page shows it where it has no numbers yet. */
export interface ImportProgress {
  state: 'none' | 'running' | 'failed' | 'done';
  phase: 'asking' | 'reading' | 'merging' | 'counting';
  parts: ImportPartProgress[];
  startedAt: string | null;
  /** null while unknown */
  secondsLeft: number | null;
  failure: { key: string; detail: string | null; since: string } | null;
  /** why the import stands still; none while it moves */
  waitsFor?: ImportWait | null;
  ordersRead: number;
  ordersTotal: number | null;
  /** Shopify lets the app read the last 60 days only (no read_all_orders) */
  limitedTo60Days: boolean;
}

/**
 * Shopify has not begun to prepare (`queue`), prepares without progress (`slow`), or failed and is retried
 * later (`answer`).
 */
export type ImportWait = 'queue' | 'slow' | 'answer';

export interface ImportPartProgress {
  part: 'orders' | 'customers' | 'costs';
  read: number;
  total: number | null;
  state: 'waiting' | 'running' | 'done' | 'failed';
}

export const NOT_BEGUN: ImportProgress = {
  state: 'none',
  phase: 'asking',
  parts: [],
  startedAt: null,
  secondsLeft: null,
  failure: null,
  ordersRead: 0,
  ordersTotal: null,
  limitedTo60Days: false,
};
