import type { z } from 'zod';
import type { Tx } from '../../store/db.server';
import type { Grain } from '../../terms/cohorts';
import { cohortGridSchema, countCohorts, type CohortGrid } from '../cohorts/grid.sql';
import type { Scope } from '../scope';

/** Numbers that one page shows and no snapshot keeps. */
interface Detail {
  /** of what is stored */
  schema: z.ZodType<Record<string, unknown>>;
  /** counts them from the book, over the customers of the scope */
  count: (tx: Tx, scope: Scope) => Promise<Record<string, unknown>>;
}

/** What each detail's numbers are. */
export type DetailNumbers = Record<`cohorts.${Grain}`, CohortGrid>;

export type DetailName = keyof DetailNumbers;

const cohortsOf = (grain: Grain): Detail => ({
  schema: cohortGridSchema,
  count: (tx, scope) => countCohorts(tx, scope, grain),
});

/** Every detail. Its numbers are counted on request and kept like a filtered view's. */
export const DETAILS: Record<DetailName, Detail> = {
  'cohorts.month': cohortsOf('month'),
  'cohorts.week': cohortsOf('week'),
  'cohorts.quarter': cohortsOf('quarter'),
};
