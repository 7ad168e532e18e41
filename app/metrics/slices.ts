import { z } from 'zod';
import { checkSteps } from './run-steps';
import type { Slice, Step } from './step';

/** The shapes of one part's slices; for null, of the slices at the snapshot's top. */
type ShapesOf<S, P> = S extends Slice<infer Shape, P & Slice['part']> ? Shape : never;
type Both<U> = (U extends unknown ? (one: U) => void : never) extends (both: infer B) => void
  ? B
  : never;
type Outputs<S> = { [K in keyof S]: S[K] extends z.ZodType ? z.output<S[K]> : never };

/** The snapshot of the slices among some steps. */
export type Composed<L extends readonly Step[]> = Outputs<Both<ShapesOf<L[number], null>>> & {
  [P in 'ltv' | 'nps']: Outputs<Both<ShapesOf<L[number], P>>>;
};

/**
 * Its schema, the keys in the order of the steps.
 * @throws RangeError for steps that cannot run in their order (`checkSteps`), and for a key of two slices
 */
export function composed<const L extends readonly Step[]>(steps: L): z.ZodType<Composed<L>> {
  checkSteps(steps);
  checkKeys(slicesOf(steps));
  const shape = compose(steps, schemasOf, partSchema);
  return z.object(shape) as unknown as z.ZodType<Composed<L>>;
}

/** The slices among some steps. */
export function slicesOf(steps: readonly Step[]): Slice[] {
  return steps.filter((one): one is Slice => 'numbers' in one);
}

/** The slices' values, a part's under its key, in the order of the steps. */
export function compose<T, U = T>(
  steps: readonly Step[],
  valuesOf: (slice: Slice) => Record<string, T>,
  partOf: (values: Record<string, T>, slices: Slice[]) => U,
): Record<string, T | U> {
  const all: Record<string, T | U> = {};
  const slices = slicesOf(steps);
  for (const own of slices) {
    if (own.part === null) Object.assign(all, valuesOf(own));
    else if (!(own.part in all)) {
      const together = slices.filter(({ part }) => part === own.part);
      all[own.part] = partOf(Object.assign({}, ...together.map(valuesOf)), together);
    }
  }
  return all;
}

/** A number missing in an older snapshot is its slice's `before`; a part has it as a whole. */
function schemasOf({ part, numbers, before }: Slice): Record<string, z.ZodType> {
  if (part !== null || before === null) return numbers;
  return Object.fromEntries(
    Object.entries(numbers).map(([key, schema]) => [key, schema.default(before[key])]),
  );
}

function checkKeys(slices: readonly Slice[]): void {
  const known = new Set<string>();
  for (const { name, part, numbers } of slices)
    for (const key of Object.keys(numbers)) {
      const whole = part === null ? key : `${part}.${key}`;
      if (known.has(whole)) throw new RangeError(`the slice ${name} repeats the key ${whole}`);
      known.add(whole);
    }
}

/** A part missing in an older snapshot is its slices' `before`. */
function partSchema(shape: Record<string, z.ZodType>, slices: readonly Slice[]): z.ZodType {
  const schema = z.object(shape);
  return slices.every(({ before }) => before !== null) ? schema.default(before(slices)) : schema;
}

/** The numbers of a part in a snapshot older than the part. */
export function partBefore<const L extends readonly Step[], P extends 'nps'>(
  steps: L,
  part: P,
): Composed<L>[P] {
  return before(slicesOf(steps).filter((one) => one.part === part)) as Composed<L>[P];
}

const before = (slices: readonly Slice[]): Record<string, unknown> =>
  Object.assign({}, ...slices.map((one) => one.before));
