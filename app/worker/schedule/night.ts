/** The hours of a shop's night, by its own clock: work that can wait runs then. */
const NIGHT = { from: 1, to: 5 };

/** @param hour of the shop's day, 0 to 23 */
export const isAtNight = (hour: number): boolean => hour >= NIGHT.from && hour < NIGHT.to;
