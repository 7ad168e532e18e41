/** How far reading the shop's past has come; every page shows it where it has no numbers yet. */
export interface ImportProgress {
  state: 'none' | 'running' | 'failed' | 'done';
  phase: 'asking' | 'reading' | 'merging' | 'counting';
  parts: ImportPart[];
  startedAt: string | null;
  secondsLeft: number | null;
  failure: { key: string; detail: string | null; since: string } | null;
  ordersRead: number;
  ordersTotal: number | null;
  /** Shopify lets the app read the last 60 days only (no read_all_orders) */
  limitedTo60Days: boolean;
}

export interface ImportPart {
  part: 'orders' | 'customers' | 'costs';
  read: number;
  total: number | null;
  state: 'waiting' | 'running' | 'done' | 'failed';
}

/** What a page knows beside its numbers: their day and hour, and what is being read. */
export interface PageStatus {
  importing: ImportProgress;
  /** the moment the numbers were made; null before the first */
  computedAt: string | null;
  /** the day D they are as of */
  asOf: string | null;
  /** something has changed since that these numbers do not know, or Shopify could not be asked */
  stale: boolean;
  /** the past day in the address, whose numbers are shown or to come */
  past: { asOf: string; state: 'shown' | 'waiting' | 'running' | 'unknown' } | null;
  /** the shop's calendar day: no later one can be asked for */
  today: string;
  currency: string;
  timezone: string;
}

/** Whether the page should look again by itself: something is under way that will change it. */
export function underWay(status: PageStatus): boolean {
  const { state } = status.importing;
  if (status.past?.state === 'waiting' || status.past?.state === 'running') return true;
  return state === 'running' || (status.computedAt === null && state !== 'failed');
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
