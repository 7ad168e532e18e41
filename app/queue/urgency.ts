/**
 * Which of the due jobs a worker takes first: the lowest number, and of those the one that has been due
 * the longest. A job waits for another shop's only as long as a slot takes to become free.
 */
export const PRIORITY = {
  /** a job that has waited too long, whatever it is (app/worker/schedule/overdue.server.ts) */
  overdue: -1,
  /** what a merchant waits for: an installation, an import, numbers after a change, a day asked for */
  merchant: 10,
  /** what a change at Shopify asks for */
  change: 20,
  /** what the law gives thirty days for */
  privacy: 30,
  /** reconciliation, sweeps, tokens, and what the clock asks for of all shops: minutes do not matter */
  upkeep: 40,
  /** history and what a new day brings to shops that nobody looks at */
  night: 50,
} as const;

export type Urgency = Exclude<keyof typeof PRIORITY, 'overdue'>;
