export interface Score {
  answers: number;
  promoters: number;
  passives: number;
  detractors: number;
  score: number | null;
  low: number | null;
  high: number | null;
}

/** NPS of some answers with its adjusted Wald interval; null for fewer than 10. */
export function npsOf(scores: readonly number[]): Score {
  const n = scores.length;
  const promoters = scores.filter((score) => score >= 9).length;
  const detractors = scores.filter((score) => score <= 6).length;
  const counts = { answers: n, promoters, passives: n - promoters - detractors, detractors };
  if (n < 10) return { ...counts, score: null, low: null, high: null };
  // each answer as +1, 0 or -1, and the added three: 3/4 of +1, 1 1/2 of 0, 3/4 of -1
  const more = n + 3;
  const mean = (promoters - detractors) / more;
  const variance = (promoters + detractors + 1.5) / more - mean * mean;
  const half = 1.96 * Math.sqrt(variance / more);
  const percent = (share: number): number => Math.max(-100, Math.min(100, 100 * share));
  return {
    ...counts,
    score: (100 * (promoters - detractors)) / n,
    low: percent(mean - half),
    high: percent(mean + half),
  };
}
