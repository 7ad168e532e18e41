import type { Condition, Who } from '../../terms/people';
import {
  FIRST_PROMOTER,
  HIGHEST_SCORE,
  LAST_DETRACTOR,
  LOWEST_SCORE,
  type ScoreGroup,
} from '../../terms/scores';
import type { NpsView } from './view';

type Nps = Pick<NpsView['nps'], 'bySegment'>;

/** The scores of each group. */
const SCORES_OF: Record<ScoreGroup, { from: number; to: number }> = {
  promoters: { from: FIRST_PROMOTER, to: HIGHEST_SCORE },
  passives: { from: LAST_DETRACTOR + 1, to: FIRST_PROMOTER - 1 },
  detractors: { from: LOWEST_SCORE, to: LAST_DETRACTOR },
};
const ANY = { from: LOWEST_SCORE, to: HIGHEST_SCORE };

/**
 * The customers of some latest answers, if they meet a condition too.
 * @param given a group of scores, one score; null: any
 */
export function gave(given: ScoreGroup | number | null, ...more: Condition[]): Who {
  const scores =
    given === null
      ? ANY
      : typeof given === 'number'
        ? { from: given, to: given }
        : SCORES_OF[given];
  return [[{ field: 'score', ...scores }, ...more]];
}

/**
 * The same among all who answered.
 * @returns null where some of them have no counted order: the list of customers does not have them
 */
export function whoGave({ bySegment }: Nps, ...of: Parameters<typeof gave>): Who | null {
  const allBought = bySegment.every(({ key, answers }) => key !== 'none' || answers === 0);
  return allBought ? gave(...of) : null;
}
