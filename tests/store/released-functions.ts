/**
 * What each function of the database takes and returns. Processes of the version before call them so while
 * the database is brought up to date: a line is added with a new function. It goes one release after the
 * last process that called the function, and it never changes.
 */
export const RELEASED_FUNCTIONS = [];
