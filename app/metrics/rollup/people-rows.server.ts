import { z } from 'zod';
import { empty, one, raw, rows, sql, withShop, type Sql, type Tx } from '../../store/db.server';
import { answersOf } from '../../store/sql/answers';
import { inZoneOf } from '../../store/sql/counted-orders';
import { hashed } from '../costs/own-costs.sql';
import { collectAnswers } from '../nps/answers/answers.sql';
import { dateLiteral, isChosen, type Scope } from '../scope';
import { createAnalyzedTable, createTable } from '../step';
import { STAGES } from '../../terms/stages';
import { SUBSCRIBER, subscriptionLimit } from '../stages/stage-rules';
import { peopleFingerprint, whatItHas, type BookRules } from './book-rules';
import { idsOf } from './book-rows.server';
import { lockBook } from './lock-book';
import { ROOM_TO_SORT } from './measure';
import { PEOPLE_COLUMNS, selectGoods, selectOwnCosts, selectPeople } from './people.sql';
import { selectSubscribers, selectSummaries } from './summaries.sql';

const known = z.object({ fingerprint: z.string(), asOf: z.string() });

/**
 * Rewrites the rows of `people` that changed since they were written: customers whose part of the book changed, and those
 * for whom the new day D changes something. Runs among the statements that keep D's numbers, so that list and numbers change
 * at one moment.
 * @param scope the current day's
 * @returns false where every row is due (`rebuildPeople`); until then the shop has none
 */
export async function updatePeople(tx: Tx, scope: Scope, rules: BookRules): Promise<boolean> {
  const { shop } = scope;
  await lockBook(tx, shop);
  const [written] = await rows(
    tx,
    known,
    sql`select fingerprint, as_of::text as "asOf" from people_books where shop_id = ${shop}`,
  );
  if (
    written === undefined ||
    written.asOf > scope.asOf ||
    written.fingerprint !== (await fingerprintOf(tx, rules))
  ) {
    await tx.query(sql`delete from people_books where shop_id = ${shop}`);
    return false;
  }
  const due = await idsOf(
    tx,
    sql`
    with taken as (delete from dirty_people where shop_id = ${shop} returning customer_id)
    select customer_id::text as id from taken
    ${written.asOf === scope.asOf ? empty : sql`union ${movedByDay(scope, written.asOf)}`}`,
  );
  if (due.length > 0) {
    await tx.query(
      sql`delete from people where shop_id = ${shop} and customer_id = any(${due}::bigint[])`,
    );
    await insertPeople(tx, scope, rules, { into: 'people', among: due });
  }
  await tx.query(sql`update people_books set as_of = ${scope.asOf}::date where shop_id = ${shop}`);
  return true;
}

/** Writes every row of `people` anew, in one transaction. */
export async function rebuildPeople(scope: Scope, rules: BookRules): Promise<void> {
  const { shop } = scope;
  await withShop(shop, async (tx) => {
    await lockBook(tx, shop);
    for (const table of ['people', 'dirty_people', 'people_books'])
      await tx.query(sql`delete from ${raw(table)} where shop_id = ${shop}`);
    await insertPeople(tx, scope, rules, { into: 'people' });
    await tx.query(sql`
      insert into people_books (shop_id, fingerprint, as_of)
      values (${shop}::int, ${await fingerprintOf(tx, rules)}, ${scope.asOf}::date)`);
  });
}

async function fingerprintOf(tx: Tx, rules: BookRules): Promise<string> {
  const { costs } = await one(
    tx,
    z.object({ costs: z.string().nullable() }),
    sql`
    select md5(string_agg(concat_ws(' ', product_id, variant_id, from_day, unit_cost_shop_amount), ';'
      order by product_id, variant_id, from_day)) as costs
    from own_unit_costs where shop_id = ${rules.shop}`,
  );
  return peopleFingerprint(rules, costs);
}

const FAN_CLUB = STAGES.indexOf('fanClub') + 1;

/**
 * Customers for whom a later day D changes a column: they bought, answered, agreed to messages or brought someone between
 * the two, or their subscription's limit has passed. Only facts with a time ahead of the clock do the first four.
 */
function movedByDay(scope: Scope, before: string): Sql {
  const { shop, timezone } = scope;
  const between = (day: Sql) =>
    sql`${day} >= ${dateLiteral(before)} and ${day} < ${dateLiteral(scope.asOf)}`;
  const dayOf = (time: string) => sql`(${raw(time)} at time zone ${timezone})::date`;
  return sql`
    select customer_id::text from purchases where shop_id = ${shop} and ${between(sql`day`)}
    union select customer_id::text from ${answersOf(shop)} where customer_id is not null and ${between(dayOf('answered_at'))}
    union select id::text from customers where shop_id = ${shop}
      and (${between(dayOf('email_state_at'))} or ${between(dayOf('sms_state_at'))})
    union select referrer_customer_id::text from referrals where shop_id = ${shop} and ${between(dayOf('referred_at'))}
    union select customer_id::text from people where shop_id = ${shop} and stage = ${FAN_CLUB}::int
      and ${dateLiteral(scope.asOf)} - last_subscription_day > ${subscriptionLimit(sql`subscription_gap`)}`;
}

/** Where rows go, and whose: all of the scope's customers by default. */
interface Target {
  into: 'people' | 'past_people';
  among?: readonly string[];
}

/**
 * Inserts rows of `people`, or of a past day into `past_people`; there are none of them yet.
 * @param scope of the current day, or of a past one
 */
export async function insertPeople(
  tx: Tx,
  scope: Scope,
  rules: BookRules,
  { into, among }: Target,
): Promise<void> {
  await tx.query(ROOM_TO_SORT);
  const isPast = into === 'past_people';
  const chosen =
    among === undefined
      ? null
      : await createAnalyzedTable(
          tx,
          'person_due',
          sql`select unnest(${[...among]}::bigint[]) as customer_id`,
        );
  const own: Scope = { ...scope, has: whatItHas(rules), chosen };
  const summaries = await createAnalyzedTable(
    tx,
    'person_summary',
    isPast
      ? selectSummaries(own)
      : sql`select * from customer_summaries where shop_id = ${scope.shop} ${isChosen(own)}`,
  );
  const whole = { ...own, summaries: sql`(select * from ${summaries}) summary` };
  const answers = await collectAnswers(tx, whole, among);
  if (rules.hasSubscriptions) await createAnalyzedTable(tx, SUBSCRIBER, selectSubscribers(whole));
  await tx.query(inZoneOf(scope));
  const ownCosts = rules.hasOwnCosts
    ? await hashed(tx, () => createTable(tx, 'person_cost', selectOwnCosts(whole, rules)))
    : null;
  const goods = await createAnalyzedTable(tx, 'person_goods', selectGoods(whole, ownCosts));
  await tx.query(sql`
    insert into ${raw(into)} (shop_id, ${isPast ? raw('as_of,') : empty} ${PEOPLE_COLUMNS})
    select ${scope.shop}::int, ${isPast ? sql`${scope.asOf}::date,` : empty} person.*
    from (${selectPeople({ ...whole, answers }, goods)}) person`);
  await tx.query(sql`set local timezone to default`);
}
