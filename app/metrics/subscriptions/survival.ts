import { z } from 'zod';
import { kinds } from '../kinds';

/** Rates of fewer customers are unknown. */
const LEAST_REACHED = 30;
/** Steps that a snapshot keeps: two years of monthly orders, or all up to the one after the contract. */
const MOST_STEPS = 24;

/** Customers at one number of subscription orders. */
export interface StepCount {
  /** 1 is the first */
  order: number;
  /** whose order of this number lies longer ago than the limit */
  reached: number;
  /** of them, those without a further one */
  ended: number;
  /** whose latest one it is, not longer ago than the limit */
  current: number;
}

const rate = kinds.rate.nullable();

export const stepSchema = z.object({
  order: kinds.count,
  reached: kinds.customers,
  ended: kinds.customers,
  current: kinds.customers,
  /** S: the share that makes the next order too; null under 30 reached */
  survival: rate,
});

const loss = z.object({ order: kinds.count, reached: kinds.customers, ended: kinds.customers });

export const cliffSchema = loss.extend({
  /** mean of the losses one order before and after; null where either is unknown */
  beside: rate,
});
export const laterLossSchema = loss;

/** What is known of a plan's or a product's subscribers. */
export const groupSchema = z.object({
  customers: kinds.customers,
  /** median days between their subscription orders; null with one each */
  gapDays: kinds.partDays.nullable(),
  /** shares that make the second order, the contract's last, and one more; null under 30 reached */
  second: rate,
  contract: rate,
  beyond: rate,
});

/** The first numbers of orders with S. @param counts of all numbers, in any order */
export function survivalSteps(
  counts: readonly StepCount[],
  contract: number,
): z.output<typeof stepSchema>[] {
  return [...counts]
    .sort((a, b) => a.order - b.order)
    .slice(0, Math.max(MOST_STEPS, contract + 1))
    .map((step) => ({ ...step, survival: survivalAfter(counts, step.order) }));
}

/** S(k): the share that makes order k + 1; null under 30 who have reached k. */
export function survivalAfter(counts: readonly StepCount[], order: number): number | null {
  if (lossAt(counts, order) === null) return null;
  return counts
    .filter((step) => step.order <= order)
    .reduce((share, { reached, ended }) => share * (1 - ended / reached), 1);
}

/** The loss after the contract's last order, beside those around it; null under 30 reached. */
export function cliffOf(
  counts: readonly StepCount[],
  contract: number,
): z.output<typeof cliffSchema> | null {
  const own = lossAt(counts, contract);
  if (own === null) return null;
  const [before, after] = [lossAt(counts, contract - 1), lossAt(counts, contract + 1)];
  const beside = before === null || after === null ? null : (rateOf(before) + rateOf(after)) / 2;
  return { ...own, beside };
}

/** The largest loss after a later order; the earliest of equal ones. */
export function largestLaterLoss(
  counts: readonly StepCount[],
  contract: number,
): z.output<typeof laterLossSchema> | null {
  const later = [...counts]
    .sort((a, b) => a.order - b.order)
    .flatMap(({ order }) => (order > contract ? (lossAt(counts, order) ?? []) : []));
  return later.reduce<(typeof later)[number] | null>(
    (most, one) => (most === null || rateOf(one) > rateOf(most) ? one : most),
    null,
  );
}

function lossAt(counts: readonly StepCount[], order: number): z.output<typeof loss> | null {
  const own = counts.find((step) => step.order === order);
  if (own === undefined || own.reached < LEAST_REACHED) return null;
  return { order, reached: own.reached, ended: own.ended };
}

const rateOf = ({ reached, ended }: z.output<typeof loss>) => ended / reached;
