/** The segments: every customer is in exactly one (app/metrics/README.md). */
export const SEGMENTS = ['firstTime', 'second', 'trend', 'loyal'] as const;
