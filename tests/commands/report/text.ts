import type { ShownNumber } from '../../../app/metrics/shown';
import { LEFT_OUT_REASONS } from '../../../app/terms/left-out-reasons';
import { SEGMENTS } from '../../../app/terms/segments';
import { STAGES } from '../../../app/terms/stages';
import type { Snapshot } from '../../../app/metrics/snapshot';
import { bar, table, widthOf } from './layout';
import { known, money, number, openNote, percent, ratio, UNKNOWN, written } from './values';
import { beginningNotes, benchmarks, ofWhom, recentNewcomers, yearlyRows } from './whom';
import type { ReportWords } from './words';

const BAR = 28;
const COHORT_MONTHS = 13;

/**
 * The report for a terminal: lines without the line feed.
 * @param numbers single numbers printed with the LTV
 * @param notes notes printed above the numbers
 */
export function reportText(
  snapshot: Snapshot,
  numbers: readonly ShownNumber[],
  words: ReportWords,
  notes: readonly string[] = [],
): string[] {
  const head = [
    words.title(snapshot.asOf),
    words.subtitle(snapshot.currency, snapshot.timezone),
    ...notes,
    ...beginningNotes(snapshot, words),
    '',
    ...orders(snapshot, words),
  ];
  if (snapshot.orders.counted === 0) return [...head, '', words.nothing];
  return [
    ...head,
    ...section(words.customers, customers(snapshot, words)),
    ...section(words.said('common:titles.ltv'), ltv(snapshot, numbers, words)),
    ...(Object.keys(snapshot.newcomers).length > 0
      ? section(words.whom.quarters, recentNewcomers(snapshot, words))
      : []),
    ...section(words.said('common:titles.repeat'), repeat(snapshot, words)),
    ...section(
      words.segments,
      distribution(
        SEGMENTS,
        (segment) => words.said(`nps:segment.${segment}`),
        snapshot.segments,
        words,
      ),
    ),
    ...section(
      words.stages,
      distribution(
        STAGES,
        (stage) => `${STAGES.indexOf(stage) + 1} ${words.said(`stages:name.${stage}`)}`,
        snapshot.stages,
        words,
      ),
    ),
    ...section(words.cohorts, cohorts(snapshot, words)),
  ];
}

function section(title: string, lines: string[]): string[] {
  return ['', title, '─'.repeat(Math.max(24, widthOf(title))), ...lines];
}

function orders(
  { orders: { read, counted, excluded, longPending } }: Snapshot,
  words: ReportWords,
) {
  const left = LEFT_OUT_REASONS.filter((reason) => (excluded[reason] ?? 0) > 0);
  const rows = [
    [`${words.orders} ${words.read}`, number(read, words)],
    [`${words.orders} ${words.counted}`, number(counted, words)],
    ...left.map((reason) => [
      words.leftOut(words.said(`numbers:leftOut.reason.${reason}`)),
      number(excluded[reason] ?? 0, words),
    ]),
  ];
  if (longPending > 0) rows.push([words.longPending, number(longPending, words)]);
  return table(rows);
}

function customers(snapshot: Snapshot, words: ReportWords): string[] {
  const { status, customers: all } = snapshot;
  return [
    ...table([
      [words.customers, number(all, words)],
      [words.revenue, money(snapshot.revenue, snapshot, words)],
    ]),
    '',
    ...distribution(['active', 'atRisk', 'lapsed'], (which) => words.status[which], status, words),
    words.lapseWindow(number(snapshot.lapseDays, words)),
  ];
}

function ltv(snapshot: Snapshot, numbers: readonly ShownNumber[], words: ReportWords): string[] {
  const { ltv: value } = snapshot;
  const most = Math.max(...value.curve.map((point) => point.revenue ?? 0));
  const lines = [
    ...table(
      [
        ...numbers.map((one) => [
          words.said(`ltv:number.${one.key}.label`),
          written(one, snapshot, words),
          openNote(one, snapshot, words),
        ]),
        [
          words.said('ltv:element.duration.name'),
          words.duration(number(value.durationDays, words), words.basis[value.basis]),
        ],
        [
          words.said('ltv:element.averageOrderValue.name'),
          money(value.averageOrderValue, snapshot, words),
        ],
        [words.said('ltv:element.frequency.name'), number(value.annualPurchaseFrequency, words, 2)],
        [words.revenueInDuration, money(value.revenue, snapshot, words)],
      ],
      [0, 2],
    ),
    '',
    words.curve,
    ...table(
      value.curve.map(({ days, orders: each, revenue, interval }) => [
        words.within(number(days, words)),
        bar(most === 0 ? 0 : (revenue ?? 0) / most, BAR),
        money(revenue, snapshot, words),
        interval ? `± ${money((interval[1] - interval[0]) / 2, snapshot, words)}` : '',
        known(each, (one) => words.ordersEach(number(one, words, 2))),
      ]),
      [0, 1],
    ),
  ];
  if (value.curve.some((point) => point.revenue === null)) lines.push(words.unknown);
  return [...lines, ...ofWhom(snapshot, words)];
}

function repeat(snapshot: Snapshot, words: ReportWords): string[] {
  const { repeat: it } = snapshot;
  const all = it.funnel[0] ?? 0;
  const within = Object.entries(it.within).map(([days, share]) => [
    words.f2Within(days),
    bar(share ?? 0, BAR),
    percent(share, words),
  ]);
  const funnel = it.funnel.map((count, step) => [
    `F${step + 1}`,
    bar(all === 0 ? 0 : count / all, BAR),
    number(count, words),
    step === 0 ? '' : percent(ratio(count, it.funnel[step - 1] ?? 0), words),
    it.leaveMost?.step === step + 1
      ? words.leaveMost(percent(ratio(it.leaveMost.lost, count), words))
      : '',
  ]);
  const days = it.daysToSecond;
  return [
    ...table(within, [0, 1]),
    ...(Object.values(it.within).includes(null) ? [words.unknown] : []),
    ...benchmarks(snapshot, words),
    '',
    words.said('repeat:funnel.title'),
    ...table(funnel, [0, 1, 4]),
    '',
    ...table([
      [words.readsLow(words.said('repeat:definition.f2ToDate.title')), percent(it.raw, words)],
      [
        words.said('repeat:definition.repeatRate365.title'),
        percent(it.repeatRate365, words),
        snapshot.yearly === null ? '' : words.whom.line(percent(snapshot.yearly.repeaters, words)),
      ],
      ...yearlyRows(snapshot, words),
      [
        words.said('repeat:days.title'),
        days === null
          ? UNKNOWN
          : words.daysToSecondIs(
              number(days.median, words, 1),
              number(days.p75, words, 1),
              number(days.p90, words, 1),
            ),
      ],
    ]),
  ];
}

/** Rows of counts that add up to all customers, with bars. */
function distribution<Key extends string>(
  keys: readonly Key[],
  nameOf: (key: Key) => string,
  counts: Record<Key, number>,
  words: ReportWords,
): string[] {
  const all = keys.reduce((sum, key) => sum + counts[key], 0);
  return table(
    keys.map((key) => [
      nameOf(key),
      bar(all === 0 ? 0 : counts[key] / all, BAR),
      number(counts[key], words),
      percent(ratio(counts[key], all), words),
    ]),
    [0, 1],
  );
}

function cohorts({ cohorts: months }: Snapshot, words: ReportWords): string[] {
  const rows = Object.entries(months).sort(([a], [b]) => (a < b ? -1 : 1));
  const columns = Math.min(
    COHORT_MONTHS,
    Math.max(0, ...rows.map(([, cohort]) => cohort.active.length)),
  );
  const header = [
    words.said('cohorts:start'),
    words.customers,
    ...Array.from({ length: columns }, (_, n) => `+${n}`),
  ];
  const lines = rows.map(([month, cohort]) => [
    month,
    number(cohort.customers, words),
    ...cohort.active
      .slice(0, columns)
      .map((active) => String(Math.round((100 * active) / cohort.customers))),
  ]);
  return [...table([header, ...lines]), words.cohortNote];
}
