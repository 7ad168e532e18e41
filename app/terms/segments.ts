/** The segments: every customer is in exactly one (app/metrics/README.md). */
export const SEGMENTS = ['firstTime', 'second', 'trend', 'loyal'] as const;
export type Segment = (typeof SEGMENTS)[number];

/** Characters of what a shop says to a segment's customers. */
export const LONGEST_SEGMENT_TEXT = 600;
