import { latestByCustomer, type Answer } from './answers';
import type { Buyer } from './purchases';
import {
  compare,
  divide,
  multiply,
  ratio,
  subtract,
  sum,
  toNumber,
  ZERO,
  type Ratio,
} from './ratio';

interface Valued {
  score: number;
  revenue: Ratio;
}

interface Worth {
  ratio: number | null;
  low: number | null;
  high: number | null;
  promoters: { n: number; mean: number | null };
  detractors: { n: number; mean: number | null };
}

const meanOf = (values: readonly Ratio[]): Ratio => divide(sum(values), ratio(values.length));

/** s^2 / (n x mean^2) with the sample's variance; null without one. */
function relativeVariance(values: readonly Ratio[]): number | null {
  if (values.length < 2) return null;
  const mean = meanOf(values);
  if (compare(mean, ZERO) === 0) return null;
  const squares = values.map((value) => {
    const off = subtract(value, mean);
    return multiply(off, off);
  });
  const variance = divide(sum(squares), ratio(values.length - 1));
  return toNumber(divide(variance, multiply(ratio(values.length), multiply(mean, mean))));
}

function worthOf(customers: readonly Valued[]): Worth {
  const revenues = (least: number, most: number): Ratio[] =>
    customers.filter(({ score }) => score >= least && score <= most).map(({ revenue }) => revenue);
  const [above, below] = [revenues(9, 10), revenues(0, 6)];
  const group = (values: readonly Ratio[]) => ({
    n: values.length,
    mean: values.length === 0 ? null : toNumber(meanOf(values)),
  });
  const groups = { promoters: group(above), detractors: group(below) };
  const none = { ratio: null, low: null, high: null, ...groups };
  if (above.length < 2 || below.length < 2 || groups.detractors.mean === 0) return none;
  const value = toNumber(divide(meanOf(above), meanOf(below)));
  const [a, b] = [relativeVariance(above), relativeVariance(below)];
  if (a === null || b === null) return { ...none, ratio: value };
  const spread = 1.96 * Math.sqrt(a + b);
  return {
    ratio: value,
    low: value * Math.exp(-spread),
    high: value * Math.exp(spread),
    ...groups,
  };
}

/** Mean of the places that equal values take, from 1. */
function ranksOf(values: readonly Ratio[]): number[] {
  return values.map((value) => {
    const below = values.filter((other) => compare(other, value) < 0).length;
    const equal = values.filter((other) => compare(other, value) === 0).length;
    return below + (equal + 1) / 2;
  });
}

function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const mean = (values: readonly number[]): number =>
    values.reduce((total, value) => total + value, 0) / values.length;
  const [middleX, middleY] = [mean(xs), mean(ys)];
  const products = (as: readonly number[], bs: readonly number[], a: number, b: number): number =>
    as.reduce((total, value, index) => total + (value - a) * ((bs[index] ?? 0) - b), 0);
  const [x2, y2] = [products(xs, xs, middleX, middleX), products(ys, ys, middleY, middleY)];
  return x2 === 0 || y2 === 0 ? null : products(xs, ys, middleX, middleY) / Math.sqrt(x2 * y2);
}

/** The worth of promoters beside detractors, and Spearman's rho; a customer without orders has revenue 0. */
export function promoterValueOf(
  answers: readonly Answer[],
  buyers: ReadonlyMap<string, Buyer>,
  asOf: number,
): { promoterValue: { toDate: Worth; after180: Worth }; spearman: number | null } {
  const toDate = [...latestByCustomer(answers)].map(([customer, { score }]) => ({
    score,
    revenue: buyers.get(customer)?.revenue ?? ZERO,
  }));
  const observed = answers.filter(({ day }) => asOf - 1 - day >= 180);
  const after = [...latestByCustomer(observed)].map(([customer, { score, day }]) => {
    const later = (buyers.get(customer)?.orders ?? []).filter(
      (order) => order.day > day && order.day - day <= 180,
    );
    return { score, revenue: sum(later.map((order) => order.revenue)) };
  });
  return {
    promoterValue: { toDate: worthOf(toDate), after180: worthOf(after) },
    spearman: correlation(
      ranksOf(toDate.map(({ score }) => ratio(score))),
      ranksOf(toDate.map(({ revenue }) => revenue)),
    ),
  };
}
