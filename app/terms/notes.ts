/** Longest note beside weeks in which the score fell, in UTF-16 units. */
export const MOST_NOTE = 500;
