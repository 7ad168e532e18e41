import type { Score } from '../oracle/nps-score';

/** Fewer than 10 answers: promoters, passives and detractors, and no score. */
export function few(promoters: number, passives: number, detractors: number): Score {
  const answers = promoters + passives + detractors;
  return { answers, promoters, passives, detractors, score: null, low: null, high: null };
}
