/** The choice "somewhere else", which has no text of the merchant. */
export const HEARD_ELSEWHERE = 'other';
/** Choices of "how did you hear of us?" beside it. */
export const LEAST_HEARD_CHOICES = 2;
export const MOST_HEARD_CHOICES = 8;
/** Longest text of a choice, in UTF-16 units: a line on a telephone. */
export const MOST_HEARD_TEXT = 40;
