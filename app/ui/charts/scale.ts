import { scaleLinear } from '@visx/scale';

/**
 * A chart is a sheet of 100 x 100 that stretches to its box: lines and areas stretch; words and dots are
 * placed over it by percentage and keep their size. So the server draws a chart that is right at every
 * width, and the browser measures nothing.
 */
export interface Tick {
  /** 0-100, from the left or from the bottom */
  at: number;
  label: string;
}

export interface Axis {
  /** value -> 0-100 */
  place: (value: number) => number;
  max: number;
  ticks: Tick[];
}

/** A vertical axis from 0 to a round number that holds every value, with about four lines. */
export function valueAxis(
  values: number[],
  label: (value: number, max: number) => string,
  top?: number,
): Axis {
  const highest = Math.max(0, ...values);
  const scale = scaleLinear<number>({
    domain: [0, top ?? (highest > 0 ? highest : 1)],
    range: [0, 100],
  });
  if (top === undefined) scale.nice(4);
  const max = scale.domain()[1] ?? 1;
  const ticks = scale.ticks(4).map((value) => ({ at: scale(value), label: label(value, max) }));
  return { place: scale, max, ticks };
}

/** A horizontal axis from 0 to `max` with the given values named; 0 needs no unit. */
export function tenureAxis(max: number, values: number[], label: (value: number) => string): Axis {
  const scale = scaleLinear<number>({ domain: [0, max], range: [0, 100] });
  const ticks = values
    .filter((value) => value <= max)
    .map((value) => ({ at: scale(value), label: value === 0 ? '0' : label(value) }));
  return { place: scale, max, ticks };
}

/** A vertical axis that holds every value and 0, between round numbers; values may be negative. */
export function signedAxis(values: number[], label: (value: number) => string): Axis {
  const scale = scaleLinear<number>({
    domain: [Math.min(0, ...values), Math.max(0, ...values)],
    range: [0, 100],
  });
  scale.nice(6);
  const ticks = scale.ticks(6).map((value) => ({ at: scale(value), label: label(value) }));
  return { place: scale, max: scale.domain()[1] ?? 1, ticks };
}
