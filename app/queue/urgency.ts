/**
 * The order in which workers take due jobs: the lowest number first, and among equals the job that is
 * due the longest. A job waits for another shop's job only until a slot is free.
 */
export const PRIORITY = {
  /** any job that has waited too long (app/worker/schedule/overdue.server.ts) */
  overdue: -1,
  /** a merchant waits for it: an installation, an import, numbers after a change, a past day */
  merchant: 10,
  /** follows a change at Shopify */
  change: 20,
  /** due within thirty days by law */
  privacy: 30,
  /** reconciliation, audits, tokens and scheduled work over all shops: minutes do not matter */
  upkeep: 40,
  /** history and a new day's numbers for shops whose pages are closed */
  night: 50,
} as const;

export type Urgency = Exclude<keyof typeof PRIORITY, 'overdue'>;
