import { raw, sql, type Tx } from '../../store/db.server';
import { health } from '../health/health.sql';
import { duration } from '../ltv/duration';
import { tenure } from '../ltv/tenure.sql';
import { value } from '../ltv/value';
import { variances } from '../ltv/variance.sql';
import { cells } from '../cohorts/cells.sql';
import { kaplanMeier } from '../curves/kaplan-meier';
import { firstDays } from '../newcomers/first-days.sql';
import { customerTotals } from '../orders/customer-totals.sql';
import { status } from '../orders/status';
import { f2Within, HEADLINE_DAYS } from '../repeat/f2';
import { secondPurchases } from '../repeat/second-purchases.sql';
import { runSteps, stepsAfter } from '../run-steps';
import type { Scope } from '../scope';
import { STEPS, type Snapshot } from '../snapshot';
import { slicesOf } from '../slices';
import { lapse, lapseWindow } from '../stay/lapse.sql';
import { survival } from '../stay/survival.sql';
import type { Step } from '../step';
import type { RuleSettings } from './rule-settings';

/** The numbers of a shop that its rules move, beside where its customers stand. */
export interface RuleFigures {
  lapseDays: number;
  lapseBasis: Snapshot['lapseBasis'];
  durationDays: number;
  durationBasis: Snapshot['ltv']['basis'];
  /** LTV; null until it is known */
  value: number | null;
  valueBasis: Snapshot['ltv']['valueBasis'];
  /** F2 within 90 days; null until it is known */
  f2: number | null;
  /** customers who count as newcomers */
  newcomers: number;
  status: Snapshot['status'];
  health: Snapshot['ltv']['health'];
}

/** The steps that read a setting themselves; those that read it through others follow from them. */
const READERS: Record<keyof RuleSettings, readonly Step[]> = {
  counting: [lapseWindow, secondPurchases, customerTotals, health],
  lapseDays: [lapseWindow],
  durationDays: [duration],
  newcomersFrom: [cells, tenure, survival, secondPurchases],
  healthAmount: [health],
  healthPurchases: [health],
  minimumDiscount: [],
  loyalPurchases: [],
  minimumContractOrders: [],
  evangelistReferrals: [],
  evangelistProducts: [],
  followerTags: [],
  eventTags: [],
};

/** Whether a change of these settings moves a figure. */
export const movesFigures = (changed: readonly (keyof RuleSettings)[]): boolean =>
  changed.some((name) => READERS[name].length > 0);

const WANTED: readonly Step[] = [
  ...[lapse, duration, value, status, health],
  ...[secondPurchases, firstDays],
];

/** No interval is previewed: the variances are the dearest step of LTV. */
const NO_VARIANCES: readonly [Step, unknown] = [
  variances,
  { all: new Map<number, number>(), groups: new Map() },
];

/** The numbers of now, as the shop's count has them or as they are counted beside the tried ones. */
interface Now {
  figures: RuleFigures;
  /** results of the steps by the settings of now, as far as they are known */
  results: ReadonlyMap<Step, unknown>;
}

/**
 * The figures by the settings of now and by others, from the steps of the snapshot. A step that reads none of the changed
 * settings runs once at most.
 * @param then the same day and shop with other settings
 * @param counted the numbers that were counted from this book by the settings of now; null: they are counted here
 */
export async function figuresOf(
  on: { first: Tx; second: Tx },
  now: Scope,
  then: Scope,
  changed: readonly (keyof RuleSettings)[],
  windowStart: string | null,
  counted: Snapshot | null,
): Promise<{ now: RuleFigures; then: RuleFigures }> {
  const before: Now = counted === null ? await countNow(on, now, windowStart) : readNow(counted);
  const again = stepsAfter(
    STEPS,
    changed.flatMap((name) => READERS[name]),
  );
  for (const { makes, on: at } of [...again].filter((own) => before.results.has(own)))
    if (makes !== null && at !== 'none') await on[at].query(sql`drop table ${raw(makes)}`);
  const given = new Map<Step, unknown>([
    ...[...before.results].filter(([own]) => !again.has(own)),
    NO_VARIANCES,
  ]);
  const moved = WANTED.filter((own) => again.has(own));
  if (changed.includes('newcomersFrom')) moved.push(firstDays);
  const tried = await runSteps(STEPS, on, { scope: then, windowStart }, given, new Set(moved));
  return { now: before.figures, then: { ...before.figures, ...figuresFrom(tried, moved, then) } };
}

async function countNow(
  on: Parameters<typeof runSteps>[1],
  scope: Scope,
  windowStart: string | null,
): Promise<Now> {
  const given = new Map([NO_VARIANCES]);
  const results = await runSteps(STEPS, on, { scope, windowStart }, given, new Set(WANTED));
  return { figures: figuresFrom(results, WANTED, scope) as RuleFigures, results };
}

/** A slice's result is its numbers of the snapshot. */
function readNow(counted: Snapshot): Now {
  const { lapseDays, lapseBasis, status, ltv, repeat } = counted;
  const results = slicesOf(STEPS).map((own) => {
    const from: Record<string, unknown> = own.part === null ? counted : counted[own.part];
    const numbers = Object.keys(own.numbers).map((key) => [key, from[key]] as const);
    return [own, Object.fromEntries(numbers)] as const;
  });
  return {
    figures: {
      ...{ lapseDays, lapseBasis, status, health: ltv.health },
      ...{ durationDays: ltv.durationDays, durationBasis: ltv.basis },
      ...{ value: ltv.value, valueBasis: ltv.valueBasis },
      f2: repeat.within[HEADLINE_DAYS],
      newcomers: repeat.funnel[0] ?? 0,
    },
    results: new Map<Step, unknown>(results),
  };
}

/** @param which steps, whose figures are read */
function figuresFrom(
  results: ReadonlyMap<Step, unknown>,
  which: readonly Step[],
  { settings: { newcomersFrom } }: Scope,
): Partial<RuleFigures> {
  const of = <R, F>(step: Step<R>, read: (result: R) => F) =>
    which.includes(step) ? read(results.get(step) as R) : undefined;
  return {
    ...of(lapse, (own) => own),
    ...of(duration, ({ durationDays, basis }) => ({ durationDays, durationBasis: basis })),
    ...of(value, (own) => own),
    ...of(secondPurchases, ({ renewed }) => ({
      f2: f2Within(kaplanMeier(renewed), HEADLINE_DAYS),
    })),
    ...of(firstDays, (days) => ({
      newcomers: days
        .filter(({ day }) => newcomersFrom === null || day >= newcomersFrom)
        .reduce((sum, { customers }) => sum + customers, 0),
    })),
    ...of(status, (own) => own),
    ...of(health, (own) => own),
  };
}
