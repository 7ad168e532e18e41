/**
 * The sheets of numbers that follow every customer over time (Kaplan–Meier, mean cumulative function), or rank all of
 * them. A quotient of two counts is another number, so their sheets say that there is no short sum.
 */
export const ESTIMATES: ReadonlySet<string> = new Set([
  'ltv.curve',
  'ltv.activeYears',
  'ltv.staying',
  'ltv.newcomers',
  'repeat.f2',
  'repeat.trialToMain',
  'nps.spearman',
]);
