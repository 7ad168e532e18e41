/** The value, where the reasoning says that there is one. Throws where the reasoning is wrong. */
export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A value was expected here');
  return value;
}
