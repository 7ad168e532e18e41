import { z } from 'zod';

/** True where a schema certainly accepts the value. */
type QuickCheck = (value: unknown) => boolean;

const NEVER: QuickCheck = () => false;

/**
 * Makes a check that replaces `schema.parse` where it is true: the schema accepts the value and returns its
 * fields unchanged. Zod copies each value and reports on each field, which took a sixth of the processor time of an
 * import's three million lines, nearly all of them valid. False means nothing: zod decides then, and for every kind
 * of schema or check that is not known here.
 */
export function quickCheck(schema: z.core.$ZodType): QuickCheck {
  // `z.int()` is a check itself
  if (schema instanceof z.core.$ZodCheck) return NEVER;
  if (schema instanceof z.ZodString) return all(isText, schema.def.checks, textCheck);
  if (schema instanceof z.ZodNumber) return all(isNumber, schema.def.checks, numberCheck);
  // a check on a schema of these kinds is a refinement
  if (schema._zod.def.checks?.length) return NEVER;
  if (schema instanceof z.ZodBoolean) return (value) => typeof value === 'boolean';
  if (schema instanceof z.ZodNullable) {
    const inner = quickCheck(schema.def.innerType);
    return (value) => value === null || inner(value);
  }
  if (schema instanceof z.ZodOptional) {
    const inner = quickCheck(schema.def.innerType);
    return (value) => value === undefined || inner(value);
  }
  if (schema instanceof z.ZodArray) {
    const inner = quickCheck(schema.def.element);
    return (value) => Array.isArray(value) && value.every(inner);
  }
  return schema instanceof z.ZodObject && schema.def.catchall === undefined
    ? fields(schema.def.shape)
    : NEVER;
}

function fields(shape: Record<string, z.core.$ZodType>): QuickCheck {
  const checks = Object.entries(shape).map(([key, schema]) => [key, quickCheck(schema)] as const);
  return (value) => {
    if (!isRecord(value)) return false;
    for (const [key, check] of checks) if (!check(value[key])) return false;
    return true;
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => Number.isFinite(value);

type Check<T> = (value: T) => boolean;

/** @param known translates a check of zod; null for a check that is not known */
function all<T>(
  isOne: (value: unknown) => value is T,
  checks: readonly z.core.$ZodCheck<never>[] = [],
  known: (check: z.core.$ZodCheck<never>) => Check<T> | null,
): QuickCheck {
  const found = checks.map(known).filter((check) => check !== null);
  if (found.length < checks.length) return NEVER;
  const [only] = found;
  if (only !== undefined && found.length === 1) return (value) => isOne(value) && only(value);
  return (value) => isOne(value) && found.every((check) => check(value));
}

function textCheck(check: z.core.$ZodCheck<never>): Check<string> | null {
  if (check instanceof z.core.$ZodCheckRegex) {
    const { pattern } = check._zod.def;
    // a pattern with `g` or `y` continues at its last match, so its result changes from call to call
    return pattern.global || pattern.sticky ? null : (text) => pattern.test(text);
  }
  if (!(check instanceof z.core.$ZodCheckMaxLength)) return null;
  const { maximum } = check._zod.def;
  return ({ length }) => length <= maximum;
}

function numberCheck(check: z.core.$ZodCheck<never>): Check<number> | null {
  if (check instanceof z.core.$ZodCheckNumberFormat)
    return check._zod.def.format === 'safeint' ? Number.isSafeInteger : null;
  if (!(check instanceof z.core.$ZodCheckLessThan || check instanceof z.core.$ZodCheckGreaterThan))
    return null;
  const { value: bound, inclusive, check: side } = check._zod.def;
  if (typeof bound !== 'number') return null;
  const within: Check<number> =
    side === 'less_than' ? (number) => number < bound : (number) => number > bound;
  return inclusive ? (number) => number === bound || within(number) : within;
}
