/** The groups that every customer is in exactly one of (app/metrics/README.md). */
export const SEGMENTS = ['firstTime', 'second', 'trend', 'loyal'] as const;
