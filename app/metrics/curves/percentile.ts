/** A value and how often it occurs. */
export interface Occurrence {
  value: number;
  count: number;
}

/**
 * The percentile of values given as counts, interpolated linearly as PostgreSQL's percentile_cont.
 * Null for no values. Pure.
 */
export function percentile(occurrences: readonly Occurrence[], share: number): number | null {
  const sorted = [...occurrences].sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  const position = share * (total - 1);
  const low = valueAt(sorted, Math.floor(position));
  const high = valueAt(sorted, Math.ceil(position));
  return low + (high - low) * (position - Math.floor(position));
}

/** The value at a position, counted from 0, in sorted occurrences. */
function valueAt(sorted: readonly Occurrence[], position: number): number {
  let passed = 0;
  for (const { value, count } of sorted) {
    passed += count;
    if (position < passed) return value;
  }
  throw new RangeError('a position beyond the values');
}
