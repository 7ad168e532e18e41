import { NO_SCORE, scoreOf, type Score } from './score';
import { FIRST_PROMOTER, HIGHEST_SCORE, LAST_DETRACTOR, LOWEST_SCORE } from '../../../terms/scores';

/** How many customers (or answers) gave a score. Pure. */
export interface Scored {
  score: number;
  customers: number;
}

/** The NPS of some answers. */
export function scoreAmong(answers: readonly Scored[]): Score {
  const between = (least: number, most: number) =>
    total(answers.filter(({ score }) => score >= least && score <= most));
  return scoreOf({
    promoters: between(FIRST_PROMOTER, HIGHEST_SCORE),
    passives: between(LAST_DETRACTOR + 1, FIRST_PROMOTER - 1),
    detractors: between(LOWEST_SCORE, LAST_DETRACTOR),
  });
}

export function total(answers: readonly Scored[]): number {
  return answers.reduce((sum, { customers }) => sum + customers, 0);
}

/** A score for each key, in the keys' order. */
export function scoresBy<K extends string, T extends Scored>(
  keys: readonly K[],
  answers: readonly T[],
  keyOf: (one: T) => string | null,
): (Score & { key: K })[] {
  const byKey = Map.groupBy(answers, keyOf);
  return keys.map((key) => ({ key, ...scoreAmong(byKey.get(key) ?? []) }));
}

/** A score for each key without any answers. */
export const emptyScores = <K extends string>(keys: readonly K[]) =>
  keys.map((key) => ({ key, ...NO_SCORE }));
