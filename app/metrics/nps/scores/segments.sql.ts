import { z } from 'zod';
import { rows, sql } from '../../../store/db.server';
import { SEGMENTS } from '../../../terms/segments';
import { STAGES } from '../../../terms/stages';
import { integer } from '../../number';
import { staged } from '../../stages/customer-stages.sql';
import { slice } from '../../step';
import { answers } from '../answers/answers.sql';
import { emptyScores, scoreAmong, scoresBy, type Scored } from './counts';
import { latestAnswers } from './latest.sql';
import { scoreSchema } from './score';

/** Latest scores by segment and stage; customers without a counted order are in `none`. */
export const scoresOfGroups = slice({
  name: 'scoresOfGroups',
  on: 'second',
  needs: { answers, staged, latestAnswers },
  part: 'nps',
  numbers: {
    /** `none`: customers without a counted order */
    byStage: z.array(scoreSchema.extend({ key: z.enum([...STAGES, 'none']) })),
    bySegment: z.array(scoreSchema.extend({ key: z.enum([...SEGMENTS, 'none']) })),
  },
  before: { byStage: emptyScores(STAGES), bySegment: emptyScores(SEGMENTS) },
  run: async ({ tx }, { answers, staged, latestAnswers }) => {
    const buyers =
      answers === null
        ? []
        : await rows(
            tx,
            z.object({
              score: integer,
              segment: z.enum(SEGMENTS),
              stage: integer,
              customers: integer,
            }),
            sql`
            select score, segment, stage, count(*)::int as customers from ${staged}
            where score is not null group by 1, 2, 3`,
          );
    const none = beside(latestAnswers.filter(({ bought }) => !bought));
    return {
      byStage: [...scoresBy(STAGES, buyers, ({ stage }) => STAGES[stage - 1] ?? null), ...none],
      bySegment: [...scoresBy(SEGMENTS, buyers, ({ segment }) => segment), ...none],
    };
  },
});

/** The group `none`, unless it is empty. */
function beside(none: readonly Scored[]) {
  return none.length === 0 ? [] : [{ key: 'none' as const, ...scoreAmong(none) }];
}
