import type { Stage } from '../../terms/stages';
import type { Snapshot } from '../snapshot';

/**
 * What needs a merchant's attention, most important kind first; the counts and amounts are as of the
 * snapshot's day (README.md section 10).
 */
export type AttentionLine =
  /** one step up is worth most: customers on a stage, and their gap to the next one in revenue to date */
  | { kind: 'leak'; from: Stage; to: Stage; customers: number; amount: number }
  /** the newest bad weeks of NPS, from the end of their first window to their last day */
  | ({ kind: 'badWeeks' } & Snapshot['nps']['badWeeks'][number])
  /** F2 within 90 days of a month's newcomers fell under that of the twelve months before */
  | { kind: 'f2Month'; month: string; customers: number; f2: number; before: number }
  /** a product that many first buy, and few of them buy again */
  | {
      kind: 'product';
      productId: string | null;
      title: string | null;
      customers: number;
      f2: number;
      shopF2: number;
    }
  /** most revenue has no known cost, so LTV is on revenue: how much of the revenue to date, and its share */
  | { kind: 'margin'; amount: number; share: number }
  /** promoters are asked for nothing: the survey has no share link */
  | { kind: 'shareLink'; promoters: number }
  /** orders pending for over 60 days */
  | { kind: 'pending'; orders: number };

/** The line's topic: its kind and what it is about. A dismissed topic of the same size stays dismissed. */
export function subjectOf(line: AttentionLine): string {
  switch (line.kind) {
    case 'leak':
      return `leak:${line.from}`;
    case 'badWeeks':
      return `badWeeks:${line.from}`;
    case 'f2Month':
      return `f2Month:${line.month}`;
    case 'product':
      return `product:${line.productId ?? ''}`;
    case 'margin':
    case 'shareLink':
    case 'pending':
      return line.kind;
  }
}

/** How large it is: of the people, the orders or the score that the line names. */
export function sizeOf(line: AttentionLine): number {
  switch (line.kind) {
    case 'leak':
      return line.amount;
    case 'badWeeks':
      return line.before - line.lowest;
    case 'f2Month':
      return (line.before - line.f2) * line.customers;
    case 'product':
      return (line.shopF2 - line.f2) * line.customers;
    case 'margin':
      return line.amount;
    case 'shareLink':
      return line.promoters;
    case 'pending':
      return line.orders;
  }
}
