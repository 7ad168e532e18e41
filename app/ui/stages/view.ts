import type { Comparison } from '../../metrics/compare/compare';
import type { Snapshot } from '../../metrics/snapshot';
import type { RuleMark } from '../../metrics/settings';
import type { StageMoves } from '../../metrics/stages/moves';
import { STAGES, type Stage } from '../../terms/stages';

/** What the Stages page shows. */
export interface StagesView {
  asOf: string;
  customers: number;
  stages: Snapshot['stages'];
  details: Snapshot['stageDetails'];
  daysToNext: Snapshot['daysToNextStage'];
  /** since the day to compare with; null: the shop had no order by then */
  moves: { since: string; cells: StageMoves['cells'] | null } | null;
  valueAtStake: Snapshot['valueAtStake'];
  /** oldest first, the day of the numbers last */
  history: { asOf: string; stages: Record<Stage, number> }[];
  /** past months' ends that are not counted yet; null: of these customers none are kept */
  monthsToCome: number | null;
  /** changes of the stages' rules, oldest first */
  marks: RuleMark[];
  /** null: there is no day to compare with */
  comparison: Comparison | null;
}

/** The most month ends that are kept. */
const MOST_MONTHS = 36;

/** @param ends past months' ends, in any order; null: none are kept, as of customers that a filter chose */
export function stagesView(
  now: Snapshot,
  ends: Pick<Snapshot, 'asOf' | 'stages'>[] | null,
  comparison: Comparison | null = null,
  marks: RuleMark[] = [],
  moves: StagesView['moves'] = null,
): StagesView {
  const past = (ends ?? [])
    .filter((end) => end.asOf < now.asOf)
    .map(({ asOf, stages }) => ({ asOf, stages }))
    .sort((a, b) => a.asOf.localeCompare(b.asOf));
  return {
    asOf: now.asOf,
    customers: now.customers,
    stages: now.stages,
    details: now.stageDetails,
    daysToNext: now.daysToNextStage,
    valueAtStake: now.valueAtStake,
    history: [...past, { asOf: now.asOf, stages: now.stages }],
    monthsToCome:
      ends === null ? null : Math.max(0, expected(now.firstOrderDay, now.asOf) - past.length),
    ...{ comparison, marks, moves },
  };
}

/** How many more customers a stage has than on the day to compare with; null: not counted yet, or no such day. */
export function stageChanges({ stages, moves }: StagesView): Record<Stage, number> | null {
  const cells = moves?.cells ?? null;
  if (cells === null) return null;
  const then = (stage: Stage) =>
    cells.filter(({ from }) => from === stage).reduce((sum, { customers }) => sum + customers, 0);
  return Object.fromEntries(STAGES.map((stage) => [stage, stages[stage] - then(stage)])) as Record<
    Stage,
    number
  >;
}

/** What it is worth where a stage's customers are worth as much as those one stage up; null where that is not more. */
export function stepWorth(details: StagesView['details'], stage: Stage): number | null {
  const next = STAGES[STAGES.indexOf(stage) + 1];
  const [own, above] = [details[stage], next && details[next]];
  if (!own?.customers || !above?.customers) return null;
  const amount = own.customers * (above.revenue / above.customers - own.revenue / own.customers);
  return amount > 0 ? amount : null;
}

/** Whether no month has ended since the first order: there is nothing that could be counted later. */
export function isFirstMonth({ history, monthsToCome }: StagesView): boolean {
  return history.length < 2 && (monthsToCome ?? 0) === 0;
}

/** Months that ended between the first order and the day of the numbers. */
function expected(firstOrderDay: string | null, asOf: string): number {
  if (firstOrderDay === null) return 0;
  const months = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return Math.min(MOST_MONTHS, Math.max(0, months(asOf) - months(firstOrderDay)));
}
