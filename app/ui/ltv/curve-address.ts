import { SPLITS, type SplitBy } from '../../terms/splits';
import { withParameter } from '../sheets/sheet-key';

/** The parameters of an address that choose what the LTV curve shows. */
export const CURVE_PARAMETERS = ['of', 'split'] as const;
const [OF, SPLIT] = CURVE_PARAMETERS;

/** What the curve adds up: revenue, or the margin of it. */
export type CurveOf = 'revenue' | 'profit';

/** What an address splits the curve by; null: nothing. */
export function splitOf(search: string | URLSearchParams): SplitBy | null {
  const asked = new URLSearchParams(search).get(SPLIT);
  return SPLITS.find((by) => by === asked) ?? null;
}

export const withSplit = (search: string, by: SplitBy | null): string =>
  withParameter(search, SPLIT, by);

/** What the curve of an address adds up: the margin, unless it is not known or the address asks for revenue. */
export function curveOf(search: string, isMarginKnown: boolean): CurveOf {
  const asked = new URLSearchParams(search).get(OF);
  return isMarginKnown && asked !== 'revenue' ? 'profit' : 'revenue';
}

export const withCurveOf = (search: string, of: CurveOf): string =>
  withParameter(search, OF, of === 'profit' ? null : of);
