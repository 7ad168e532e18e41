import type { Snapshot } from '../../../app/metrics/snapshot';
import { newcomersCompared, type NewcomersCompared } from '../../../app/ui/ltv/newcomers-compared';
import { table } from './layout';
import { money, number, percent, UNKNOWN } from './values';
import type { ReportWords } from './words';

/** Printed quarters of newcomers: two years and the current one. */
const QUARTERS = 9;
const YEAR = 365;
const LEAST_CUSTOMERS = 30;

/** Notes printed before the numbers: on a history that begins in the middle. */
export function beginningNotes(snapshot: Snapshot, words: ReportWords): string[] {
  const { begins, reasons, notNew, newcomersFrom, suggestedFrom } = snapshot.history;
  const { whom } = words;
  if (newcomersFrom !== null) return [whom.newcomersFrom(newcomersFrom)];
  if (begins === 'known') return [];
  return [
    whom.middle(
      reasons
        .map((reason) => words.said(`numbers:beginning.reason.${reason}`))
        .join(words.said('numbers:beginning.and')),
    ),
    ...(notNew === null
      ? []
      : [whom.notNew(number(notNew, words), number(snapshot.customers, words))]),
    // With fewer customers, both figures are unknown.
    ...(snapshot.customers < LEAST_CUSTOMERS ? [] : [whom.high]),
    ...(suggestedFrom === null ? [] : [whom.suggest(suggestedFrom)]),
  ];
}

/** The customers behind the LTV, and its share after the first year. */
export function ofWhom(
  { ltv, history, firstOrderDay, newcomers }: Snapshot,
  words: ReportWords,
): string[] {
  const from = history.newcomersFrom;
  const hasNewcomers = Object.keys(newcomers).length > 0;
  // null when no newcomer has come since the day from which they count
  const since = hasNewcomers ? (from ?? firstOrderDay) : null;
  const year = ltv.curve.find(({ days }) => days === YEAR)?.revenue ?? null;
  const tail =
    ltv.durationDays > YEAR && ltv.revenue !== null && year !== null && ltv.revenue > 0
      ? [words.whom.tail(percent(1 - year / ltv.revenue, words))]
      : [];
  return [...tail, ...(since === null ? [] : [words.whom.cameSince(since)])];
}

/** Rows of newcomers by quarter, and whether the latest ones differ. */
export function recentNewcomers(snapshot: Snapshot, words: ReportWords): string[] {
  const { whom } = words;
  const quarters = Object.entries(snapshot.newcomers).slice(-QUARTERS);
  const rows = quarters.map(([quarter, { customers, revenue, interval90, f2 }]) => [
    quarter,
    number(customers, words),
    money(revenue['30'], snapshot, words),
    money(revenue['90'], snapshot, words),
    interval90 ? `± ${money((interval90[1] - interval90[0]) / 2, snapshot, words)}` : UNKNOWN,
    money(revenue['180'], snapshot, words),
    percent(f2, words),
  ]);
  const head = [
    whom.quarter,
    whom.customers,
    whom.within('30'),
    whom.within('90'),
    '',
    whom.within('180'),
    whom.f2,
  ];
  const { newcomersChange: change } = snapshot;
  const compared = newcomersCompared(snapshot);
  if (change === null || compared === null) return table([head, ...rows]);
  const say = { less: whom.less, more: whom.more, same: whom.noChange, noYear: whom.noYear };
  const written = (amount: number) => money(amount, snapshot, words);
  const verdict = ({ verdict, z }: NewcomersCompared['before']) =>
    words.said(`ltv:newcomers.verdict.${verdict}`).replace('{{z}}', number(z, words, 1));
  const { kind, before, year } = compared;
  return [
    ...table([head, ...rows]),
    say[kind](change.quarter, written(change.revenue), written(before.revenue)),
    whom.againstBefore(written(before.revenue), verdict(before)),
    ...(year === null
      ? []
      : [whom.againstYear(year.quarter, written(year.revenue), verdict(year))]),
  ];
}

/** Benchmarks for the shop's F2, its own best quarter first. */
export function benchmarks({ newcomers }: Snapshot, words: ReportWords): string[] {
  const { whom } = words;
  const [best] = Object.entries(newcomers)
    .flatMap(([quarter, { f2 }]) => (f2 === null ? [] : [{ quarter, f2 }]))
    .sort((a, b) => b.f2 - a.f2);
  return [
    ...(best === undefined ? [] : [whom.ownBest(percent(best.f2, words), best.quarter)]),
    whom.trade,
    whom.aim,
  ];
}

/** Revenue per buyer of the last year, and the share of buyers at the set amount. */
export function yearlyRows(snapshot: Snapshot, words: ReportWords): string[][] {
  const { yearly } = snapshot;
  if (yearly === null) return [];
  const { whom } = words;
  const reached =
    yearly.amount === null || yearly.buyers === 0
      ? []
      : [
          [
            whom.yearReached(money(yearly.amount, snapshot, words)),
            percent(yearly.reached / yearly.buyers, words),
          ],
        ];
  return [[whom.yearRevenue, money(yearly.meanRevenue, snapshot, words)], ...reached];
}
