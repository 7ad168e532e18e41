import { parsePercent } from './amount';

/** none: nothing is entered. */
export type GoalFault = 'percent' | 'none';

/** Reads a shop's own goal for F2, a percentage above 0 and up to 100. */
export function parseGoal(text: string): { goal: number } | { fault: GoalFault } {
  const read = parsePercent(text);
  if ('fault' in read) return read;
  if (read.share === null) return { fault: 'none' };
  return read.share === 0 ? { fault: 'percent' } : { goal: read.share };
}

/** A goal as its field shows it; empty where the shop has none of its own. */
export const goalText = (goal: number | null): string =>
  goal === null ? '' : String(Number((goal * 100).toFixed(6)));
