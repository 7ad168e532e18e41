import { z } from 'zod';
import { kindOf, type Kind } from './kinds';
import { slicesOf } from './slices';
import { STEPS, type Snapshot } from './snapshot';

/** The name of a single number: `customers`, `ltv.toDate`. */
export type NumberKey =
  | NumbersOf<Snapshot>
  | `ltv.${NumbersOf<Snapshot['ltv']>}`
  | `margin.${NumbersOf<Snapshot['margin']>}`;
type NumbersOf<T> = { [K in keyof T & string]: T[K] extends number | null ? K : never }[keyof T &
  string];

/** A number with all that a page or the report needs to write it; null: unknown. */
export interface ShownNumber {
  key: NumberKey;
  kind: Kind;
  value: number | null;
}

/** Numbers of a snapshot, with their kinds. */
export function numbersAt(snapshot: Snapshot, keys: readonly NumberKey[]): ShownNumber[] {
  return keys.map((key) => ({ key, kind: kindAt(key), value: valueAt(snapshot, key) }));
}

/** @throws RangeError for a number whose schema has no kind */
function kindAt(key: NumberKey): Kind {
  const kind = kindOf(schemaAt(key));
  if (kind === null) throw new RangeError(`the schema of ${key} has no kind: use one of kinds.ts`);
  return kind;
}

function schemaAt(key: NumberKey): z.core.$ZodType {
  const [first = '', second] = key.split('.');
  const slices = slicesOf(STEPS);
  const own =
    slices.find(({ part, numbers }) => part === null && first in numbers)?.numbers[first] ??
    slices.find(({ part, numbers }) => part === first && second !== undefined && second in numbers)
      ?.numbers[second ?? ''];
  const inside = own instanceof z.ZodObject && second !== undefined ? own.shape[second] : own;
  if (inside === undefined) throw new RangeError(`no slice has ${key}`);
  return inside as z.core.$ZodType;
}

function valueAt(snapshot: Snapshot, key: NumberKey): number | null {
  let value: unknown = snapshot;
  for (const name of key.split('.')) value = z.record(z.string(), z.unknown()).parse(value)[name];
  // NaN: unknown in a snapshot of another release (`readable`)
  return typeof value === 'number' && !Number.isNaN(value) ? value : null;
}
