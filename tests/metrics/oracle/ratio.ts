/**
 * Exact fractions of whole numbers, so that no sum of money is rounded before it is printed.
 * The denominator is above 0; the fraction is not always in lowest terms.
 */
export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function ratio(numerator: bigint | number, denominator: bigint | number = 1n): Ratio {
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  if (d === 0n) throw new Error('A fraction needs a denominator other than 0');
  const [top, bottom] = d < 0n ? [-n, -d] : [n, d];
  const divisor = commonDivisor(top, bottom);
  return divisor <= 1n
    ? { numerator: top, denominator: bottom }
    : { numerator: top / divisor, denominator: bottom / divisor };
}

export const ZERO: Ratio = { numerator: 0n, denominator: 1n };

export function add(a: Ratio, b: Ratio): Ratio {
  if (a.denominator === b.denominator)
    return { numerator: a.numerator + b.numerator, denominator: a.denominator };
  return ratio(
    a.numerator * b.denominator + b.numerator * a.denominator,
    a.denominator * b.denominator,
  );
}

function negate(a: Ratio): Ratio {
  return { numerator: -a.numerator, denominator: a.denominator };
}

export function subtract(a: Ratio, b: Ratio): Ratio {
  return add(a, negate(b));
}

export function multiply(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.numerator, a.denominator * b.denominator);
}

export function divide(a: Ratio, b: Ratio): Ratio {
  return ratio(a.numerator * b.denominator, a.denominator * b.numerator);
}

/** Below 0, 0 or above 0, as for `Array.sort`. */
export function compare(a: Ratio, b: Ratio): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function sum(values: Iterable<Ratio>): Ratio {
  let total = ZERO;
  for (const value of values) total = add(total, value);
  return total;
}

/** The smallest whole number that is not below the fraction. */
export function ceiling(a: Ratio): bigint {
  const quotient = a.numerator / a.denominator;
  return a.numerator > quotient * a.denominator ? quotient + 1n : quotient;
}

/** To `digits` decimals, halves away from 0. */
export function roundHalfUp(a: Ratio, digits: number): Ratio {
  const scale = 10n ** BigInt(digits);
  const magnitude = a.numerator < 0n ? -a.numerator : a.numerator;
  const scaled = (2n * magnitude * scale + a.denominator) / (2n * a.denominator);
  return ratio(a.numerator < 0n ? -scaled : scaled, scale);
}

const SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** The nearest double or its neighbour, for fractions of any size. */
export function toNumber(a: Ratio): number {
  if (a.numerator < 0n) return -toNumber(negate(a));
  if (a.numerator <= SAFE && a.denominator <= SAFE)
    return Number(a.numerator) / Number(a.denominator);
  const excess = a.denominator.toString(2).length - a.numerator.toString(2).length;
  const shift = BigInt(Math.max(0, excess + 64));
  return Number((a.numerator << shift) / a.denominator) / 2 ** Number(shift);
}

/** Reads `1980`, `-19.80`. @throws on any other text */
export function parseDecimal(text: string): Ratio {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(text.trim());
  const [whole, fraction] = [match?.[2] ?? '', match?.[3] ?? ''];
  if (match === null || whole + fraction === '') throw new Error(`Not a decimal number: "${text}"`);
  const value = ratio(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
  return match[1] === '-' ? negate(value) : value;
}

/** The decimal with exactly `digits` decimals. @throws if that is not exact */
export function toDecimal(a: Ratio, digits: number): string {
  const scale = 10n ** BigInt(digits);
  if ((a.numerator * scale) % a.denominator !== 0n)
    throw new Error(`${String(a.numerator)}/${String(a.denominator)} has more decimals`);
  const scaled = (a.numerator * scale) / a.denominator;
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(digits + 1, '0');
  const sign = scaled < 0n ? '-' : '';
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
