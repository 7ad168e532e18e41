/** Steps of a duration: what-if moves it by one of them. */
export const STEPS_OF_DURATION = 20;

/** The tenure of so many twentieths of a duration T, in days. */
export function tenureStep(durationDays: number, steps: number): number {
  return Math.round((steps * durationDays) / STEPS_OF_DURATION);
}
