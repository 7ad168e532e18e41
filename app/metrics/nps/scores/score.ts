import { z } from 'zod';

/** With fewer answers, counts are shown without a score. */
const LEAST_ANSWERS = 10;

const count = z.number().int().nonnegative();

/** Counts of answers of 0 to 10, and the score with its interval (README.md section 6). */
export const scoreSchema = z.object({
  answers: count,
  /** 9-10, 7-8 and 0-6 */
  promoters: count,
  passives: count,
  detractors: count,
  /** NPS, -100 to 100; null under 10 answers */
  score: z.number().nullable(),
  /** its 95 % interval, within -100 to 100; null where the score is */
  low: z.number().nullable(),
  high: z.number().nullable(),
});

export type Score = z.output<typeof scoreSchema>;

export interface Counts {
  promoters: number;
  passives: number;
  detractors: number;
}

export const NO_SCORE: Score = scoreOf({ promoters: 0, passives: 0, detractors: 0 });

/**
 * NPS = 100 x (promoters - detractors) / answers, with the adjusted Wald interval: 3/4 promoter,
 * 1 1/2 passives and 3/4 detractor are added, which keeps it valid where answers are few or all
 * alike (Bonett & Price 2012).
 */
export function scoreOf({ promoters, passives, detractors }: Counts): Score {
  const answers = promoters + passives + detractors;
  const counts = { answers, promoters, passives, detractors };
  if (answers < LEAST_ANSWERS) return { ...counts, score: null, low: null, high: null };
  const [for_, against] = [(promoters + 0.75) / (answers + 3), (detractors + 0.75) / (answers + 3)];
  const middle = for_ - against;
  const margin = 1.96 * Math.sqrt((for_ + against - middle ** 2) / (answers + 3));
  return {
    ...counts,
    score: (100 * (promoters - detractors)) / answers,
    low: Math.max(-100, 100 * (middle - margin)),
    high: Math.min(100, 100 * (middle + margin)),
  };
}
