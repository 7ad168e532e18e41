import { z } from 'zod';
import { STAGES } from '../../terms/stages';
import type { DetailRun } from '../details/details';
import { day, kinds } from '../kinds';
import { answers } from '../nps/answers/answers.sql';
import { selectSummaries } from '../rollup/summaries.sql';
import { runSteps, type Given } from '../run-steps';
import { isChosen } from '../scope';
import { lapseWindow, type LapseWindow } from '../stay/lapse.sql';
import { createAnalyzedTable, type Step } from '../step';
import { staged, subscribers } from './customer-stages.sql';
import { nameOf, stageCounts } from './stages.sql';

const cellSchema = z.object({
  /** none: not yet a customer */
  from: z.enum([...STAGES, 'none']),
  to: z.enum(STAGES),
  customers: kinds.customers,
  /** their revenue to date, as of D */
  revenue: kinds.money,
  /** of them, those who have lapsed since, and those who had lapsed and are back: both by the window of D */
  lapsed: kinds.customers,
  returned: kinds.customers,
});

export const stageMovesSchema = z.object({
  since: day,
  /** cells without customers are left out */
  cells: z.array(cellSchema),
});

/** Customers by their stage as of an earlier day and as of D (README.md section 5). */
export type StageMoves = z.output<typeof stageMovesSchema>;

const STEPS: readonly Step[] = [lapseWindow, answers, subscribers, staged, stageCounts];

/**
 * The moves between two days, by the steps that count a month's.
 * @param since the earlier day, `YYYY-MM-DD`
 */
export async function countStageMoves(
  { base, over }: DetailRun,
  since: string,
): Promise<StageMoves> {
  const window: LapseWindow = {
    days: base.lapseDays,
    ...{ basis: base.lapseBasis, measurable: false },
  };
  const given: Given = new Map<Step, unknown>([[lapseWindow, window]]);
  const wanted = new Set<Step>([stageCounts]);
  return await over(async (tx, scope) => {
    // "then" is the earlier day in place of the month's start, which the book's own summaries have
    const own = { ...scope, monthStart: since };
    const summaries = await createAnalyzedTable(tx, 'summary', selectSummaries(own, isChosen(own)));
    const run = { scope: { ...own, summaries, newcomers: summaries }, windowStart: null };
    const results = await runSteps(STEPS, { first: tx, second: tx }, run, given, wanted);
    const counts = results.get(stageCounts) as Awaited<ReturnType<typeof stageCounts.run>>;
    return {
      since,
      cells: counts.map(({ stage, before, customers, revenue, lapsed, returned }) => ({
        from: before === null ? ('none' as const) : nameOf(before),
        to: nameOf(stage),
        ...{ customers, revenue, lapsed, returned },
      })),
    };
  });
}
