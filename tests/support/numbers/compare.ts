/** A difference between two reports. */
export interface Difference {
  /** for example `ltv.curve[2].revenue` */
  path: string;
  actual: unknown;
  expected: unknown;
}

/** Below this, a difference of two figures is a rounding error of floats around 0. */
const NOISE = 1e-12;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areEqual(actual: number, expected: number, relative: number): boolean {
  const scale = Math.max(Math.abs(actual), Math.abs(expected));
  return Math.abs(actual - expected) <= Math.max(NOISE, relative * scale);
}

/**
 * Every figure of `expected` that `actual` does not have. Further figures of `actual` are ignored;
 * a count missing on one side is 0; arrays must have one length.
 * @param relative app/metrics/README.md allows 1e-9 between two implementations
 */
export function compareReports(
  actual: unknown,
  expected: unknown,
  relative = 1e-9,
  path = '',
): Difference[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return [{ path, actual, expected }];
    return expected.flatMap((value, index) =>
      compareReports(actual[index], value, relative, `${path}[${String(index)}]`),
    );
  }
  if (isObject(expected)) {
    const own = isObject(actual) ? actual : actual === undefined ? {} : null;
    if (own === null) return [{ path, actual, expected }];
    return Object.entries(expected).flatMap(([key, value]) =>
      value === undefined
        ? []
        : compareReports(own[key], value, relative, path === '' ? key : `${path}.${key}`),
    );
  }
  const found = actual === undefined && expected === 0 ? 0 : actual;
  const agree =
    typeof found === 'number' && typeof expected === 'number'
      ? areEqual(found, expected, relative)
      : found === expected;
  return agree ? [] : [{ path, actual, expected }];
}

/** The places of `actual` that `expected` lacks: no comparison covers these figures. */
export function onlyIn(actual: unknown, expected: unknown, path = ''): string[] {
  if (Array.isArray(actual) && Array.isArray(expected))
    return actual.flatMap((value, at) => onlyIn(value, expected[at], `${path}[${String(at)}]`));
  if (!isObject(actual) || !isObject(expected)) return [];
  return Object.entries(actual).flatMap(([key, value]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return key in expected ? onlyIn(value, expected[key], place) : [place];
  });
}
