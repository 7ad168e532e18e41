import { z } from 'zod';
import { quickCheck } from './quick-check';

/**
 * Bounds of the facts. A value within them fits every column, sum and count derived from it
 * (tests/ingest/out-of-bounds.test.ts). Shopify's schema allows more: the `processedAt` of an imported order is
 * whatever its file had, year 2730 included.
 */

/** Four-digit years in which a shop can have sold; the month of a purchase is a smallint and ends in 2730. */
const TIME =
  /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
/** Below 10^15 of the currency's unit: a double holds a cent of it, and of a sum of a million such orders. */
const DECIMAL = /^-?\d{1,15}(?:\.\d{1,12})?$/;
/** Pieces on one line. Two thousand such lines fit the integer that sums an order's pieces. */
const MOST_PIECES = 1_000_000;
/** Characters of a name, a source or a status; Shopify's own are far shorter. */
const LONGEST_NAME = 255;
const COUNT = /^\d{1,15}$/;

/** Schemas of a fact's values: of those that the tables hold, or of all that Shopify documents. */
interface Shapes {
  time: z.ZodType<string>;
  decimal: z.ZodType<string>;
  count: z.ZodType<string>;
  pieces: z.ZodType<number>;
  name: z.ZodType<string>;
}

/** Values that the tables hold. */
const HELD: Shapes = {
  time: z.string().regex(TIME),
  decimal: z.string().regex(DECIMAL),
  count: z.string().regex(COUNT),
  pieces: z.number().int().nonnegative().max(MOST_PIECES),
  name: z.string().max(LONGEST_NAME),
};

/** Values that Shopify documents: DateTime, Decimal, UnsignedInt64, Int. */
const DOCUMENTED: Shapes = {
  time: z.string().regex(/^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/),
  decimal: z.string().regex(/^-?\d+(?:\.\d+)?$/, 'expected a decimal number as text'),
  count: z.string().regex(/^\d+$/),
  pieces: z.number().int().nonnegative(),
  name: z.string(),
};

/** A fact that Shopify documents but no table holds: a year 2730, a line of 10^9 pieces. */
export class OutOfBounds extends Error {
  override name = 'OutOfBounds';
  /**
   * @param field path of the first such value, for example `processedAt`
   * @param json the fact, unparsed
   */
  constructor(
    readonly field: string,
    readonly json: unknown,
  ) {
    super(`out of bounds: ${field}`);
  }
}

/**
 * Makes the parser of one kind of fact.
 * @param shaped its schema, over either set of values
 * @returns the parser; it throws OutOfBounds where only the documented schema accepts the fact, and ZodError
 *   where neither does
 */
export function factParser<T extends z.ZodType>(
  shaped: (shapes: Shapes) => T,
): (json: unknown) => z.output<T> {
  const held = shaped(HELD);
  const documented = shaped(DOCUMENTED);
  const check = quickCheck(held);
  const isHeld = (json: unknown): json is z.output<T> => check(json);
  return (json) => {
    if (isHeld(json)) return json;
    const read = held.safeParse(json);
    if (read.success) return read.data;
    if (!documented.safeParse(json).success) throw read.error;
    throw new OutOfBounds(read.error.issues[0]?.path.join('.') ?? '', json);
  };
}
