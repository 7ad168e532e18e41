import type { Snapshot } from '../snapshot';
import { daysBetween } from '../calendar';
import { mayBeChance, shownDifference, shownFigure, type Interval, type Unit } from './figures';
import { statesWithin } from './states';

/** Why a number has no difference. */
type Unknown =
  /** it is not known as of the later day, or of the earlier one */
  | 'now'
  | 'before'
  /** the shop had no order by the earlier day */
  | 'noOrders'
  /** the earlier day has no snapshot, or one of an older release that is counted again */
  | 'notCounted'
  /** the shop's currency changed between both days */
  | 'currency';

/**
 * A number of two days on one ruler (README.md section 10). The figures are as a page shows them:
 * before + difference = now, in every digit.
 */
export interface Change {
  unit: Unit;
  /** null: neither is, it only grows */
  moreIsBetter: boolean | null;
  now: number | null;
  before: number | null;
  difference: number | null;
  /** null where there is a difference */
  unknown: Unknown | null;
  /** by the 95 % intervals of both days the difference may be chance; false where they are unknown or not independent */
  isWithinError: boolean;
}

/** What a customer is worth over the same tenure and of the same money on both days. */
interface WorthChange extends Change {
  /** R at this tenure in days; null where no tenure is known */
  days: number | null;
  basis: 'profit' | 'revenue';
}

/** F2 within the same days. */
interface F2Change extends Change {
  days: number;
}

/** Two days of a shop, number by number. */
export interface Comparison {
  /** D of both days */
  asOf: string;
  before: string;
  worth: WorthChange;
  f2: F2Change;
  f2WithoutRenewals: F2Change;
  /** the newest 30 days, and every customer's latest answer */
  recentNps: Change;
  nps: Change;
  responseRate: Change;
  /** by the lapse window of the later day, in days */
  lapseDays: number;
  active: Change;
  atRisk: Change;
  lapsed: Change;
  customers: Change;
  averageOrderValue: Change;
  repeaters: Change;
  /** customers who are loyal or higher */
  loyal: Change;
}

/** The tenures of a worth on Home, longest first. */
const TENURES = [365, 180, 90, 60, 30];
const F2_DAYS = ['90', '60', '30'] as const;

/**
 * Compares two days of a shop.
 * @param before the earlier day; null: it has no snapshot
 * @param day D of the earlier day
 */
export function compareDays(now: Snapshot, before: Snapshot | null, day: string): Comparison {
  const days = { now, before, hadOrders: now.firstOrderDay !== null && now.firstOrderDay < day };
  const number = (unit: Unit, read: (snapshot: Snapshot) => number | null) =>
    changeOf(days, unit, true, read(now), before && read(before));
  const [states, earlier] = [now.status, before && statesWithin(before, now.lapseDays)];
  const comparable = { ...days, before: earlier && before };
  const state = (name: keyof typeof states) =>
    changeOf(comparable, 'count', name === 'active', states[name], earlier && earlier[name]);
  return {
    asOf: now.asOf,
    before: day,
    worth: worthOf(days),
    f2: f2Of(days, ({ repeat }) => repeat),
    f2WithoutRenewals: f2Of(days, ({ repeatWithoutRenewals }) => repeatWithoutRenewals),
    recentNps: recentScoreOf(days),
    nps: number('score', ({ nps }) => nps.headline.score),
    responseRate: number('rate', ({ nps }) => nps.responses.rate),
    lapseDays: now.lapseDays,
    active: state('active'),
    atRisk: state('atRisk'),
    lapsed: state('lapsed'),
    customers: changeOf(days, 'count', null, now.customers, before && before.customers),
    averageOrderValue: number('money', ({ ltv }) => ltv.averageOrderValueToDate),
    repeaters: number('rate', ({ repeat }) => repeat.repeatRate365),
    loyal: number(
      'count',
      ({ customers, stages }) => customers - stages.purchaser - stages.customer,
    ),
  };
}

interface Days {
  now: Snapshot;
  before: Snapshot | null;
  /** by the earlier day */
  hadOrders: boolean;
}

function changeOf(
  { now: { currency }, before: earlier, hadOrders }: Days,
  unit: Unit,
  moreIsBetter: boolean | null,
  later: number | null,
  before: number | null,
  intervals: readonly (Interval | null)[] = [],
): Change {
  const shown = (value: number | null) =>
    isKnown(value) ? shownFigure(value, unit, currency) : null;
  const sameMoney = unit !== 'money' || earlier === null || earlier.currency === currency;
  const figures = { now: shown(later), before: sameMoney ? shown(before) : null };
  const known = { unit, moreIsBetter, ...figures };
  const nothing = (unknown: Unknown) => ({
    ...known,
    difference: null,
    unknown,
    isWithinError: false,
  });
  if (figures.now === null) return nothing('now');
  if (earlier === null) return nothing(hadOrders ? 'notCounted' : 'noOrders');
  if (!sameMoney) return nothing('currency');
  if (figures.before === null) return nothing('before');
  const difference = shownDifference(figures.now, figures.before, unit, currency);
  const [own = null, other = null] = intervals;
  const isWithinError = own !== null && other !== null && mayBeChance(difference, own, other);
  return { ...known, difference, unknown: null, isWithinError };
}

/** NaN: unknown in a snapshot of another release (`readable`). */
const isKnown = (value: number | null): value is number => value !== null && !Number.isNaN(value);

/** The margin rate of LTV; a release from before the cost of orders kept the gross margin alone. */
const marginOf = ({ ltv, margin }: Snapshot): number | null => ltv.marginRate ?? margin.rate;

/** Days of answers in the score of the last 30 days. */
const WINDOW_DAYS = 30;

/**
 * The score of the last 30 days, with the intervals of both days where the windows share no answer. The score of all time and R(t) are of
 * nearly the same customers on both days.
 */
function recentScoreOf(days: Days): Change {
  const { now, before } = days;
  const score = (snapshot: Snapshot) => snapshot.nps.trend.at(-1)?.score ?? null;
  const interval = (snapshot: Snapshot | null): Interval | null => {
    const { low = null, high = null } = snapshot?.nps.trend.at(-1) ?? {};
    return isKnown(low) && isKnown(high) ? [low, high] : null;
  };
  const isApart = before !== null && daysBetween(before.asOf, now.asOf) >= WINDOW_DAYS;
  const intervals = isApart ? [interval(now), interval(before)] : [];
  return changeOf(days, 'score', true, score(now), before && score(before), intervals);
}

/** R at 365 days, or at the longest tenure known on both days; of profit where both days know the margin. */
function worthOf(days: Days): WorthChange {
  const { now, before } = days;
  const revenueAt = ({ ltv }: Snapshot, tenure: number) =>
    ltv.curve.find((point) => point.days === tenure)?.revenue ?? null;
  const knownOn = (snapshot: Snapshot | null) =>
    TENURES.find((tenure) => snapshot && isKnown(revenueAt(snapshot, tenure)));
  const tenure = Math.min(knownOn(now) ?? 0, knownOn(before) ?? Infinity);
  const isProfit = [now, before ?? now].every((snapshot) => isKnown(marginOf(snapshot)));
  const read = (snapshot: Snapshot) => {
    const revenue = revenueAt(snapshot, tenure);
    return revenue === null || !isProfit ? revenue : revenue * (marginOf(snapshot) ?? NaN);
  };
  return {
    ...changeOf(days, 'money', true, read(now), before && read(before)),
    days: tenure === 0 ? null : tenure,
    basis: isProfit ? 'profit' : 'revenue',
  };
}

/** F2 within 90 days, or within the most days known on both. */
function f2Of(days: Days, of: (snapshot: Snapshot) => Snapshot['repeat']): F2Change {
  const { now, before } = days;
  const known = (k: (typeof F2_DAYS)[number], snapshot: Snapshot | null) =>
    snapshot !== null && isKnown(of(snapshot).within[k]);
  const k =
    F2_DAYS.find((each) => known(each, now) && known(each, before)) ??
    F2_DAYS.find((each) => known(each, now)) ??
    F2_DAYS[0];
  const { within } = of(now);
  return {
    ...changeOf(days, 'rate', true, within[k], before && of(before).within[k]),
    days: Number(k),
  };
}
