import { z } from 'zod';
import { rows, sql, type Sql, type Tx } from '../../store/db.server';
import { STAGES, type Stage } from '../../terms/stages';
import { collectAnswers } from '../nps/answers/answers.sql';
import { integer } from '../number';
import { selectSubscribers } from '../rollup/summaries.sql';
import type { Scope } from '../scope';
import { stageFacts, stageRule, SUBSCRIBER } from '../stages/stage-rules';
import { nameOf } from '../stages/stages.sql';
import { createTable } from '../step';
import type { Shift } from './moves';

const stage = integer.min(1).max(STAGES.length);
const shiftSchema = z.object({ from: stage, to: stage, customers: integer });

/** Makes the tables that stages are read from beside the summaries. @returns the scope that reads them */
export async function withStageFacts(tx: Tx, scope: Scope): Promise<Scope> {
  const answers = await collectAnswers(tx, scope);
  if (scope.has.subscriptions) await createTable(tx, SUBSCRIBER, selectSubscribers(scope));
  return { ...scope, answers };
}

/** Each customer's stage of today, by the statements of the snapshot. */
const stagesBy = (scope: Scope): Sql =>
  sql`select fact.customer_id, ${stageRule(scope, 'now')} as stage from ${stageFacts(scope)}`;

/** The stages of some customers by two scopes, which have the same customers. */
export async function stageShifts(tx: Tx, now: Scope, then: Scope): Promise<Shift<Stage>[]> {
  return await read(
    tx,
    sql`
    select known.stage as "from", tried.stage as "to", count(*)::int as customers
    from (${stagesBy(now)}) known join (${stagesBy(then)}) tried using (customer_id) group by 1, 2`,
  );
}

/** Customers who stay on the stage on which they are. */
export async function stagesThatStay(tx: Tx, scope: Scope): Promise<Shift<Stage>[]> {
  return await read(
    tx,
    sql`
    select stage as "from", stage as "to", count(*)::int as customers from (${stagesBy(scope)}) own group by stage`,
  );
}

/** The stages by two scopes that read the same facts, with other numbers in the rules alone: one reading serves both. */
export async function stageShiftsOfSameFacts(
  tx: Tx,
  now: Scope,
  then: Scope,
): Promise<Shift<Stage>[]> {
  return await read(
    tx,
    sql`
    select ${stageRule(now, 'now')} as "from", ${stageRule(then, 'now')} as "to", count(*)::int as customers
    from ${stageFacts(now)} group by 1, 2`,
  );
}

async function read(tx: Tx, shifts: Sql): Promise<Shift<Stage>[]> {
  const found = await rows(tx, shiftSchema, shifts);
  return found.map(({ from, to, customers }) => ({
    from: nameOf(from),
    to: nameOf(to),
    customers,
  }));
}
