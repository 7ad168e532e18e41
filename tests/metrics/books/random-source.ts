/** Seeded random numbers: the same seed makes the same shop. */
export interface Chance {
  /** 0 <= x < 1 */
  next: () => number;
  /** a whole number, both ends included */
  whole: (low: number, high: number) => number;
  /** true with this probability */
  happens: (probability: number) => boolean;
  pick: <T>(values: readonly [T, ...T[]]) => T;
}

/** mulberry32: 32 bits of state are plenty for shops of some hundred orders. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    whole,
    happens: (probability) => next() < probability,
    pick: (values) => values[whole(0, values.length - 1)] ?? values[0],
  };
}
