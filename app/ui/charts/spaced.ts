/** The values on a scale 0-`max` that are far enough from the one before to be written out. */
export function spaced(values: number[], max: number, least = 0.18): number[] {
  const kept: number[] = [];
  for (const value of values) {
    const last = kept.at(-1);
    if (value > max) continue;
    if (last === undefined || (value - last) / max >= least) kept.push(value);
  }
  return kept;
}
