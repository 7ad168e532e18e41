/** The value, which the caller knows to exist. @throws if it does not */
export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A value was expected here');
  return value;
}
