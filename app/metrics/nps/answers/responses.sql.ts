import { z } from 'zod';
import { rows, sql, type Sql } from '../../../store/db.server';
import { kinds } from '../../kinds';
import { integer, ratio } from '../../number';
import { dateLiteral, type Scope } from '../../scope';
import { slice } from '../../step';
import { SOURCES } from '../../../terms/sources';

/** 10 answers for 40 shown: views, dismissals and answers to what was shown before D. */
const shown = {
  /** times the question was shown */
  views: kinds.count,
  /** of them: closed without an answer */
  dismissals: kinds.count,
  /** of them: answered */
  answers: kinds.count,
  /** answers / views; null where nothing was shown */
  rate: kinds.rate.nullable(),
};
const NONE = { views: 0, dismissals: 0, answers: 0 };

/**
 * Responses before D to questions before D, by where they were asked first. A question about an order,
 * or to an anonymous visitor, is answered by an answer of the same order or browser; one to a customer
 * without an order, by an answer before the next question.
 */
export const responses = slice({
  name: 'responses',
  on: 'first',
  needs: {},
  part: 'nps',
  numbers: {
    responses: z.object({
      ...shown,
      bySource: z.array(z.object({ key: z.enum(SOURCES), ...shown })),
    }),
  },
  before: {
    responses: {
      ...NONE,
      rate: null,
      bySource: SOURCES.map((key) => ({ key, ...NONE, rate: null })),
    },
  },
  run: async ({ tx, scope }) => {
    const end = sql`(${dateLiteral(scope.asOf)}::timestamp at time zone ${scope.timezone})`;
    const found = await rows(
      tx,
      z.object({
        source: z.enum(SOURCES),
        views: integer,
        dismissals: integer,
        answers: integer,
      }),
      sql`
    select source, sum(views)::int as views, coalesce(sum(views) filter (where answered), 0)::int as answers,
      coalesce(sum(views) filter (where dismissed and not answered), 0)::int as dismissals
    from (
      select source, count(*) as views, answered_at is not null as answered, dismissed_at < ${end} as dismissed
      from (${askedOnce(scope, end, 'order_id')} union all ${askedOnce(scope, end, 'visitor')}
        union all ${askedAgain(scope, end)}) asked
      group by 1, 3, 4
      union all ${expired(scope)}
    ) shown group by source`,
    );
    const bySource = SOURCES.map((key) => {
      const { views, dismissals, answers } = found.find(({ source }) => source === key) ?? NONE;
      return { key, views, dismissals, answers, rate: ratio(answers, views) };
    });
    const sum = (of: keyof typeof NONE) => bySource.reduce((total, one) => total + one[of], 0);
    const [views, answers] = [sum('views'), sum('answers')];
    const dismissals = sum('dismissals');
    return { responses: { views, dismissals, answers, rate: ratio(answers, views), bySource } };
  },
});

/** Views that have expired, each as it stood at the end of D - 1. */
function expired({ shop, asOf }: Scope): Sql {
  const before = dateLiteral(asOf);
  return sql`
    select source, views, answered_on < ${before}, dismissed_on < ${before} from survey_view_counts
    where shop_id = ${shop} and survey = 'nps' and shown_on < ${before}`;
}

/** Questions asked once: about an order, or to an anonymous visitor. */
function askedOnce({ shop }: Scope, end: Sql, by: 'order_id' | 'visitor'): Sql {
  const [view, answer] =
    by === 'order_id'
      ? [sql`view.order_id is not null`, sql`answer.order_id = view.order_id`]
      : [
          sql`view.order_id is null and view.visitor is not null`,
          sql`answer.visitor = view.visitor`,
        ];
  return sql`
    select view.source, view.dismissed_at, answer.answered_at
    from survey_views view
    left join survey_answers answer on answer.shop_id = ${shop} and answer.survey = 'nps' and ${answer}
      and answer.answered_at < ${end}
    where view.shop_id = ${shop} and view.survey = 'nps' and view.shown_at < ${end} and ${view}`;
}

/** Questions to customers without an order, asked again after a while. */
function askedAgain({ shop }: Scope, end: Sql): Sql {
  return sql`
    select source, dismissed_at, (
      select min(answered_at) from survey_answers answer
      where answer.shop_id = ${shop} and answer.survey = 'nps' and answer.customer_id = view.customer_id
        and answer.order_id is null and answered_at >= shown_at and answered_at < least(shown_again, ${end}))
    from (
      select *, lead(shown_at) over (partition by customer_id order by shown_at, id) as shown_again
      from survey_views
      where shop_id = ${shop} and survey = 'nps' and shown_at < ${end} and order_id is null and visitor is null
    ) view`;
}
