/** The 95 % interval of R(t) from its variance; null where either is not known. Pure. */
export function interval(
  revenue: number | null | undefined,
  variance: number | undefined,
): [number, number] | null {
  if (revenue == null || variance === undefined) return null;
  const half = 1.96 * Math.sqrt(variance);
  return [revenue - half, revenue + half];
}
