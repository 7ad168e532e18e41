import { empty, sql } from '../../store/db.server';
import { lapseWindow } from '../stay/lapse.sql';
import { answers } from '../nps/answers/answers.sql';
import { selectSubscribers } from '../rollup/summaries.sql';
import { dateLiteral } from '../scope';
import { segmentRule } from '../segments/segments.sql';
import { createTable, step } from '../step';
import { datedFacts, stageDays } from './stage-days';
import { stageRule, SUBSCRIBER } from './stage-rules';

const STAGED = 'staged';

/** Subscribers with the columns of the fan club's rule; null where the shop has none. */
export const subscribers = step({
  name: 'subscribers',
  on: 'second',
  needs: {},
  makes: SUBSCRIBER,
  run: async ({ tx, scope }) =>
    scope.has.subscriptions ? await createTable(tx, SUBSCRIBER, selectSubscribers(scope)) : null,
});

/**
 * One row per customer: stage now and at the month's start, the days on which stages were reached, whether
 * lapsed at either moment, by the window as of D; and score and segment where there are answers.
 */
export const staged = step({
  name: 'staged',
  on: 'second',
  needs: { subscribers, answers, lapseWindow },
  makes: STAGED,
  run: async ({ tx, scope }, { answers, lapseWindow: { days } }) => {
    const answered = { ...scope, answers };
    const lapsedNow = sql`${dateLiteral(scope.asOf)} - last_day > ${days}::int`;
    const lapsedThen = sql`coalesce(${dateLiteral(scope.monthStart)} - then_last_day > ${days}::int, false)`;
    return await createTable(
      tx,
      STAGED,
      sql`
      select ${answers === null ? empty : sql`now_score as score, ${segmentRule} as segment,`} ${stageRule(answered, 'now')} as stage, ${stageRule(answered, 'then')} as before, revenue_shop_amount,
        ${lapsedNow} as lapsed_now, ${lapsedThen} as lapsed_then, ${stageDays(answered)}
      from (${datedFacts(answered)}) fact`,
    );
  },
});
