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

const WANTED: ReadonlySet<Step> = new Set<Step>([
  ...[lapse, duration, value, status, health],
  ...[secondPurchases, firstDays],
]);

/** No interval is previewed: the variances are the dearest step of LTV. */
const NO_VARIANCES: readonly [Step, unknown] = [
  variances,
  { all: new Map<number, number>(), groups: new Map() },
];

/**
 * The figures by the settings of now and by others, from the steps of the snapshot. A step that reads none of the changed
 * settings runs once.
 * @param then the same day and shop with other settings
 */
export async function figuresOf(
  tx: Tx,
  now: Scope,
  then: Scope,
  changed: readonly (keyof RuleSettings)[],
  windowStart: string | null,
): Promise<{ now: RuleFigures; then: RuleFigures }> {
  const on = { first: tx, second: tx };
  const known = await runSteps(
    STEPS,
    on,
    { scope: now, windowStart },
    new Map([NO_VARIANCES]),
    WANTED,
  );
  const again = stepsAfter(
    STEPS,
    changed.flatMap((name) => READERS[name]),
  );
  for (const { makes } of [...again].filter((own) => known.has(own)))
    if (makes !== null) await tx.query(sql`drop table ${raw(makes)}`);
  const given = new Map<Step, unknown>([
    ...[...known].filter(([own]) => !again.has(own)),
    NO_VARIANCES,
  ]);
  const tried = await runSteps(STEPS, on, { scope: then, windowStart }, given, WANTED);
  return { now: read(known, now), then: read(tried, then) };
}

function read(results: ReadonlyMap<Step, unknown>, { settings }: Scope): RuleFigures {
  const of = <R>(step: Step<R>): R => results.get(step) as R;
  const { newcomersFrom } = settings;
  const { days, basis } = of(lapseWindow);
  const { durationDays, basis: durationBasis } = of(duration);
  return {
    ...{ lapseDays: days, lapseBasis: basis, durationDays, durationBasis },
    ...of(value),
    f2: f2Within(kaplanMeier(of(secondPurchases).renewed), HEADLINE_DAYS),
    newcomers: of(firstDays)
      .filter(({ day }) => newcomersFrom === null || day >= newcomersFrom)
      .reduce((sum, { customers }) => sum + customers, 0),
    status: of(status).status,
    health: of(health).health,
  };
}
