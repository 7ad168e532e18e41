import type { MeanCumulative } from '../curves/mean-cumulative';

/** Newcomers of adjacent quarters, with R(t) over them alone. */
export interface Group {
  /** first and last quarter, as `quarterIndex` */
  from: number;
  to: number;
  cumulative: MeanCumulative;
}

/** The tenure at which groups of newcomers are compared. */
export const GROUP_DAYS = 90;
