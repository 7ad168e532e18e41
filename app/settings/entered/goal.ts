import { F2_BENCHMARK } from '../../terms/benchmarks';
import { parsePercent } from './amount';

/** none: nothing is entered. method: the benchmark that stands beside the number anyway. */
export type GoalFault = 'percent' | 'none' | 'method';

/** Reads a shop's own goal for F2, a percentage above 0 and up to 100. */
export function parseGoal(text: string): { goal: number } | { fault: GoalFault } {
  const read = parsePercent(text);
  if ('fault' in read) return read;
  if (read.share === null) return { fault: 'none' };
  if (read.share === 0) return { fault: 'percent' };
  return read.share === F2_BENCHMARK ? { fault: 'method' } : { goal: read.share };
}

/** A goal as its field shows it; empty where the shop has none of its own. */
export const goalText = (goal: number): string =>
  goal === F2_BENCHMARK ? '' : String(Number((goal * 100).toFixed(6)));
