import type english from '../../i18n/locales/en/sheets.json';
import type { Kind } from '../../metrics/kinds';

/** What a figure of a sum is: its label stands in `sheets.json` under `part`. */
export type PartName = keyof typeof english.part;

/** A figure in a sum. A score has one decimal, "times" two. */
export interface Figure {
  of: PartName;
  kind: Kind | 'score' | 'times';
  value: number;
}

export type Operator = '×' | '÷' | '+' | '−';

/** Figures joined by one sign, from left to right. */
export interface Joined {
  sign: Operator;
  parts: Expression[];
}

export type Expression = Figure | Joined;

/** How a number of this shop comes about, in its figures. */
export interface Sum {
  expression: Expression;
  result: Figure;
}

/** A figure that may not be known yet; null then. A snapshot of another release has NaN. */
export function figure(of: PartName, kind: Figure['kind'], value: number | null): Figure | null {
  return value === null || !Number.isFinite(value) ? null : { of, kind, value };
}

/** An expression of parts; null where one of them is unknown. */
export function joined(sign: Operator, ...parts: (Expression | null)[]): Joined | null {
  const known = parts.filter((part) => part !== null);
  return known.length < parts.length ? null : { sign, parts: known };
}

/** The sums whose figures are all known, and that do not divide by 0. */
export function sums(...of: [Figure | null, Expression | null][]): Sum[] {
  return of.flatMap(([result, expression]) =>
    result === null || expression === null || !Number.isFinite(valueOf(expression, exact))
      ? []
      : [{ expression, result }],
  );
}

const exact = ({ value }: Figure) => value;

/** The value of an expression. @param read the value of one figure, for example as it is shown */
export function valueOf(expression: Expression, read: (figure: Figure) => number): number {
  if ('of' in expression) return read(expression);
  const [first = NaN, ...rest] = expression.parts.map((part) => valueOf(part, read));
  return rest.reduce((value, next) => join(expression.sign, value, next), first);
}

function join(sign: Operator, a: number, b: number): number {
  if (sign === '×') return a * b;
  if (sign === '÷') return a / b;
  return sign === '+' ? a + b : a - b;
}

/** Every figure of an expression, from left to right. */
export function figuresOf(expression: Expression): Figure[] {
  return 'of' in expression ? [expression] : expression.parts.flatMap(figuresOf);
}
