import { roundNumbers, roundRange } from './round-numbers';

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
  const max = top ?? roundRange(0, Math.max(0, ...values) || 1, 4)[1];
  return axis([0, max], roundNumbers(0, max, 4), (value) => label(value, max));
}

/** A horizontal axis from 0 to `max` with the given values named; 0 needs no unit. */
export function tenureAxis(max: number, values: number[], label: (value: number) => string): Axis {
  const named = values.filter((value) => value <= max);
  return axis([0, max], named, (value) => (value === 0 ? '0' : label(value)));
}

/** A vertical axis that holds every value and 0, between round numbers; values may be negative. */
export function signedAxis(values: number[], label: (value: number) => string): Axis {
  const range = roundRange(Math.min(0, ...values), Math.max(0, ...values), 6);
  return axis(range, roundNumbers(...range, 6), label);
}

/** In a range without length everything stands in the middle. */
function axis(
  [min, max]: [number, number],
  named: number[],
  label: (value: number) => string,
): Axis {
  const place = (value: number) => (max === min ? 50 : ((value - min) / (max - min)) * 100);
  return { place, max, ticks: named.map((value) => ({ at: place(value), label: label(value) })) };
}
