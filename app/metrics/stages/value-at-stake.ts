import { z } from 'zod';
import { STAGES, type Stage } from '../../terms/stages';
import { kinds } from '../kinds';
import { slice } from '../step';
import { nameOf, stageCounts, sumsOf } from './stages.sql';

/** What a step up is worth (README.md section 5). */
export const valueAtStake = slice({
  name: 'valueAtStake',
  on: 'none',
  needs: { stageCounts },
  numbers: {
    /** the stage whose customers are worth most to move one stage up */
    valueAtStake: z
      .object({ from: z.enum(STAGES), to: z.enum(STAGES), amount: kinds.money })
      .nullable(),
  },
  run: (_, { stageCounts }) => ({ valueAtStake: largestStep(sumsOf(stageCounts)) }),
});

/** Customers on stage k x (mean revenue on stage k + 1 - on stage k), the largest where positive. */
function largestStep(
  sums: readonly { customers: number; revenue: number }[],
): { from: Stage; to: Stage; amount: number } | null {
  const steps = sums.slice(0, -1).flatMap((own, at) => {
    const next = sums[at + 1];
    if (next === undefined || next.customers === 0 || own.customers === 0) return [];
    const amount = own.customers * (next.revenue / next.customers - own.revenue / own.customers);
    return amount > 0 ? [{ from: nameOf(at + 1), to: nameOf(at + 2), amount }] : [];
  });
  return steps.reduce<(typeof steps)[number] | null>(
    (most, one) => (most === null || one.amount > most.amount ? one : most),
    null,
  );
}
