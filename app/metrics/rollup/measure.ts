import { sql, type Tx } from '../../store/db.server';
import { collectCells } from '../cohorts/cells.sql';
import { cohorts } from '../cohorts/cohorts.sql';
import { grossMargin } from '../ltv/costs.sql';
import { lapseWindows } from '../ltv/lapse.sql';
import { ltv } from '../ltv/ltv';
import { tenure } from '../ltv/tenure.sql';
import { yearly } from '../ltv/yearly.sql';
import { beginning } from '../history/beginning.sql';
import { firstDays } from '../newcomers/first-days.sql';
import { comparedGroups, newcomers, newcomersChange } from '../newcomers/recent';
import { orders } from '../orders/orders.sql';
import { customersIn, standings, status, type Standing } from '../orders/standing.sql';
import { collectAnswers } from '../nps/answers.sql';
import { nps } from '../nps/measure';
import { responses } from '../nps/responses.sql';
import { ranks } from '../ranks/ranks.sql';
import {
  repeat,
  WITHOUT_RENEWALS,
  WITH_RENEWALS,
  type RepeatColumns,
  type SecondPurchase,
} from '../repeat/repeat.sql';
import { segments } from '../segments/segments.sql';
import { stages } from '../stages/stages.sql';
import { incompleteCustomers } from './book-rows.server';
import type { Scope } from '../scope';
import type { Snapshot } from '../snapshot';

/** Groups and sorts of a customer each stay in memory: 400,000 of them take about 60 MB. */
const ROOM_TO_SORT = sql`set local work_mem = '96MB'`;

/** Every number as of D, read from the book. `aside` may be `tx` itself: then one after the other. */
export async function measure(
  tx: Tx,
  aside: Tx,
  scope: Scope,
  windowStart: string | null,
): Promise<Snapshot> {
  for (const one of new Set([tx, aside])) await one.query(ROOM_TO_SORT);
  const { numbers: counted, yearRevenue } = await orders(tx, scope);
  const [standing, { now: window, then: windowThen }] = await atOnce(
    tx !== aside,
    () => standings(tx, scope.summaries, WITH_RENEWALS),
    () => lapseWindows(aside, scope, counted.firstOrderDay),
  );
  const customers = customersIn(standing);
  const worth = async () => {
    const margin = await grossMargin(tx, scope);
    const { active, atRisk, lapsed } = status(standing, scope.asOf, window.days);
    const totals = { orders: counted.orders.counted, revenue: counted.revenue, customers };
    await collectCells(tx, scope);
    const byMonth = await cohorts(tx, scope);
    const came = await firstDays(tx, scope);
    const { newcomersFrom } = scope.settings;
    const stays = await tenure(
      tx,
      scope,
      came.filter(({ day }) => newcomersFrom === null || day >= newcomersFrom),
    );
    const compared = comparedGroups(stays);
    const { ltv: numbers, groups } = await ltv(
      tx,
      scope,
      { ...totals, notLapsed: active + atRisk },
      window,
      margin,
      stays,
      [compared.each, compared.before === null ? [] : [compared.before]],
    );
    const incomplete = await incompleteCustomers(tx, scope.shop);
    return {
      kept: {
        status: { active, atRisk, lapsed },
        margin,
        ltv: numbers,
        cohorts: byMonth.all,
        cohortsWithoutRenewals: byMonth.plain,
        newcomersChange: newcomersChange(compared, groups),
        yearly: await yearly(tx, scope, standing, counted.daysOfOrders, yearRevenue),
        ...(await ranks(tx, scope, standing)),
        history: {
          windowStart,
          incompleteCustomers: incomplete,
          ...(await beginning(tx, scope, came, counted.orders.read, incomplete)),
        },
      },
      asked: await responses(tx, scope),
      quarters: (seconds: readonly SecondPurchase[]) =>
        newcomers(stays.quarters, compared, groups, seconds),
    };
  };
  const people = async () => {
    const answered = { ...scope, answers: await collectAnswers(aside, scope) };
    const { secondPurchases, ...again } = await repeats(aside, scope, standing, counted);
    return {
      kept: {
        ...again,
        ...(await segments(aside, scope)),
        ...(await stages(aside, answered, window.days, windowThen)),
      },
      secondPurchases,
      given: await nps(aside, answered),
    };
  };
  const [first, second] = await atOnce(tx !== aside, worth, people);
  return {
    asOf: scope.asOf,
    currency: scope.currency,
    timezone: scope.timezone,
    ...counted,
    customers,
    lapseDays: window.days,
    lapseBasis: window.basis,
    incompleteMonth: scope.asOf.endsWith('-01') ? null : scope.asOf.slice(0, 7),
    ...first.kept,
    ...second.kept,
    newcomers: first.quarters(second.secondPurchases),
    nps: { ...second.given, responses: first.asked },
  };
}

/** Two works, each on a connection of its own; one after the other where there is only one. */
async function atOnce<A, B>(
  two: boolean,
  one: () => Promise<A>,
  other: () => Promise<B>,
): Promise<[A, B]> {
  return two ? await Promise.all([one(), other()]) : [await one(), await other()];
}

type Repeats = Pick<Snapshot, 'repeat' | 'repeatWithoutRenewals'> & {
  secondPurchases: SecondPurchase[];
};

/** With and without subscription renewals; a shop that has none is read once. */
async function repeats(
  tx: Tx,
  scope: Scope,
  standing: readonly Standing[],
  counted: { firstOrderDay: string | null; daysOfOrders: number },
): Promise<Repeats> {
  const ofNewcomers = async (all: readonly Standing[], columns: RepeatColumns) =>
    scope.settings.newcomersFrom === null ? all : await standings(tx, scope.newcomers, columns);
  const read = async (all: readonly Standing[], columns: RepeatColumns) =>
    await repeat(tx, scope, columns, all, await ofNewcomers(all, columns), counted);
  const renewed = await read(standing, WITH_RENEWALS);
  const plain = scope.has.subscriptions
    ? await read(await standings(tx, scope.summaries, WITHOUT_RENEWALS), WITHOUT_RENEWALS)
    : renewed;
  return {
    repeat: renewed.repeat,
    repeatWithoutRenewals: plain.repeat,
    secondPurchases: renewed.secondPurchases,
  };
}
