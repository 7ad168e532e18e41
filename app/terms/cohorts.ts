/** The periods by which cohorts are made: calendar months, ISO weeks (from Monday on), calendar quarters. */
export const GRAINS = ['month', 'week', 'quarter'] as const;
export type Grain = (typeof GRAINS)[number];

/** What a cohort's cells count. */
export const COHORT_MEASURES = ['revenue', 'profit', 'orders', 'customers'] as const;
export type CohortMeasure = (typeof COHORT_MEASURES)[number];

/** The latest cohorts, each with its periods up to now: a triangle of 1,830 cells at most. */
export const MOST_COHORTS = 60;
