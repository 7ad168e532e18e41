/** Longest words that the comments of answers are searched for, in UTF-16 units. */
export const MOST_SEARCHED = 100;
/** Longest note beside weeks in which the score fell, in UTF-16 units. */
export const MOST_NOTE = 500;
