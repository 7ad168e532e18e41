/** How many lists of customers a shop keeps, and how long their names are. */
export const SAVED_VIEWS = { most: 30, characters: 40 } as const;
