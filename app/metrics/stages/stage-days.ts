import { raw, sql, type Sql } from '../../store/db.server';
import type { Scope } from '../scope';
import { loyalDay, productDays, SECOND_STAGE_DAY, stageFacts } from './stage-rules';

/**
 * The first day on which each stage's rule held (README.md section 5). Purchases of trials alone
 * leave a customer on stage 1, so that everything above waits for the first other purchase
 * (`full_day`).
 */
export const REACHED = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'] as const;

/** Columns `one` to `seven` over a row of `datedFacts`; null where a stage was never reached. */
export function stageDays(scope: Scope): Sql {
  return sql`first_day as one, two, three, case when three is not null and followed is not null then greatest(three, followed) end as four,
    five, case when contract_day is not null and full_day is not null then greatest(contract_day, full_day) end as six,
    case when five is not null and enough_brought is not null
      then greatest(five, enough_brought, ${fifthProductDay(scope)}) end as seven`;
}

/** The facts of the stage rules, with the days that the later ones build on. */
export function datedFacts(scope: Scope): Sql {
  // greatest and least ignore nulls; offset 0 keeps PostgreSQL from merging levels, so days are computed once
  return sql`
    select *,
      case when two is not null and least(loyal_day, upsell_day) is not null
        then greatest(two, least(loyal_day, ${notBefore('upsell_day')})) end as three,
      case when two is not null then least(liked_since, ${notBefore('first_brought')}, ${notBefore('event_since')}) end as five
    from (
      select *, least(email_since, sms_since, follower_since) as followed,
        ${SECOND_STAGE_DAY} as two, ${loyalDay(scope)} as loyal_day
      from ${stageFacts(scope)} offset 0
    ) fact offset 0`;
}

const notBefore = (day: string) =>
  sql`case when ${raw(day)} is not null then greatest(two, ${raw(day)}) end`;

/** The day on which a customer had bought as many different products as an evangelist. */
function fifthProductDay(scope: Scope): Sql {
  return sql`(select day from ${productDays(scope)} order by day
    offset ${scope.settings.evangelistProducts - 1}::int limit 1)`;
}
