/** The possible answers to "would you recommend this shop?". */
export const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] as const;
export const LOWEST_SCORE = 0;
export const HIGHEST_SCORE = 10;

/** The highest score of a detractor: 0 to 6. Reichheld 2003, "The one number you need to grow". */
export const LAST_DETRACTOR = 6;
/** The lowest score of a promoter: 9 and 10. Passives are between the two: 7 and 8. */
export const FIRST_PROMOTER = 9;

/** The groups of an answer by its score, best first. */
export const SCORE_GROUPS = ['promoters', 'passives', 'detractors'] as const;
export type ScoreGroup = (typeof SCORE_GROUPS)[number];
