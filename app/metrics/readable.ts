import { z } from 'zod';
import { snapshotSchema, type Snapshot } from './snapshot';

/**
 * Numbers of another release in this release's shape. A missing number is unknown: null where the
 * schema has null, otherwise NaN, which stays unknown through every sum and becomes null in JSON; a page
 * writes –. A missing value that cannot be unknown (the day of a row in a list, a group's name) removes
 * its row. Keys that this release does not know are left out.
 */
export function readable(stored: Record<string, unknown>): { snapshot: Snapshot; whole: boolean } {
  const exact = snapshotSchema.safeParse(stored);
  if (exact.success) return { snapshot: exact.data, whole: true };
  return { snapshot: fit(snapshotSchema, stored, false) as Snapshot, whole: false };
}

/** One of a stored snapshot's numbers alone, as `readable` gives it. */
export function readableNumber<K extends keyof Snapshot>(key: K, stored: unknown): Snapshot[K] {
  if (!(snapshotSchema instanceof z.ZodObject)) throw new TypeError('a snapshot is an object');
  return fit(snapshotSchema.shape[key] as z.core.$ZodType, stored, false) as Snapshot[K];
}

/** A missing value cannot be unknown: leave out the row around it. */
class NoWord extends Error {}

/**
 * @param given the stored value; undefined: none
 * @param droppable whether a value around it can be left out
 * @throws NoWord to leave that out
 */
function fit(schema: z.core.$ZodType, given: unknown, droppable: boolean): unknown {
  if (schema instanceof z.ZodNullable)
    return given === null ? null : orElse(null, () => fit(schema.unwrap(), given, true));
  if (schema instanceof z.ZodDefault)
    return fit(schema.unwrap(), given === undefined ? schema.def.defaultValue : given, droppable);
  if (schema instanceof z.ZodObject) {
    const own = isObject(given) ? given : droppable ? nothing() : {};
    return Object.fromEntries(
      Object.entries(schema.shape).map(([key, part]) => [
        key,
        fit(part as z.core.$ZodType, own[key], droppable),
      ]),
    );
  }
  if (schema instanceof z.ZodRecord)
    return fitRecord(schema, isObject(given) ? given : {}, droppable);
  if (schema instanceof z.ZodArray)
    return (Array.isArray(given) ? given : []).flatMap((one: unknown) =>
      rowOf(schema.element, one),
    );
  if (z.safeParse(schema, given).success) return given;
  if (schema instanceof z.ZodNumber) return NaN;
  if (droppable) return nothing();
  if (schema instanceof z.ZodEnum)
    return schema.options.find((option) => option === 'default') ?? schema.options.at(-1);
  return schema instanceof z.ZodString ? '' : nothing();
}

function fitRecord(schema: z.ZodRecord, given: Record<string, unknown>, droppable: boolean) {
  // an exhaustive record has all its keys
  const names =
    'partial' in schema.def && schema.def.partial ? [] : [...(schema.keyType._zod.values ?? [])];
  const expected = names.map((key) => [String(key), given[String(key)]] as const);
  const kept = Object.entries(given).filter(([key]) => z.safeParse(schema.keyType, key).success);
  return expected.length > 0
    ? Object.fromEntries(
        expected.map(([key, value]) => [key, fit(schema.valueType, value, droppable)]),
      )
    : Object.fromEntries(
        kept.flatMap(([key, value]) => rowOf(schema.valueType, value).map((one) => [key, one])),
      );
}

/** A row that fits, or none. */
const rowOf = (schema: z.core.$ZodType, given: unknown): unknown[] =>
  orElse<unknown[]>([], () => [fit(schema, given, true)]);

function orElse<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NoWord) return otherwise;
    throw error;
  }
}

function nothing(): never {
  throw new NoWord();
}

const isObject = (given: unknown): given is Record<string, unknown> =>
  typeof given === 'object' && given !== null && !Array.isArray(given);
