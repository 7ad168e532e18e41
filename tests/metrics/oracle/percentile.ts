import { must } from './must';
import { add, multiply, ratio, toNumber, type Ratio } from './ratio';

/**
 * The percentile by linear interpolation (`percentile_cont`), exact: with values v0 <= v1 <= ... and
 * position p(N - 1), the value at the position's whole part plus its fraction of the step after it.
 * @param fraction for example [9, 10]
 * @returns null without values
 */
export function exactPercentile(
  values: readonly number[],
  [top, bottom]: readonly [number, number],
): Ratio | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const scaled = top * (sorted.length - 1);
  const index = Math.floor(scaled / bottom);
  const low = must(sorted[index]);
  const high = sorted[index + 1] ?? low;
  return add(ratio(low), multiply(ratio(scaled % bottom, bottom), ratio(high - low)));
}

/** The same as a number. */
export function percentile(
  values: readonly number[],
  fraction: readonly [number, number],
): number | null {
  const exact = exactPercentile(values, fraction);
  return exact === null ? null : toNumber(exact);
}

export function median(values: readonly number[]): number | null {
  return percentile(values, [1, 2]);
}
