/** ISO 4217 currencies whose minor unit is not a hundredth. `Intl` follows CLDR, which differs (IQD, UGX…). */
const DIGITS = new Map<string, number>([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
    .split(' ')
    .map((code): [string, number] => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code): [string, number] => [code, 3]),
  ['CLF', 4],
  ['UYW', 4],
]);

/** Decimal digits of a currency's minor unit (ISO 4217): 0 for JPY, 2 for USD, 3 for KWD. */
export function minorDigits(currencyCode: string): number {
  return DIGITS.get(currencyCode) ?? 2;
}

/** Minor units as a decimal string in the currency's unit: (1177, 2) is "11.77", (-5, 3) is "-0.005". */
export function formatMinor(amount: number | bigint, digits: number): string {
  // a fast path, because a million orders have ten million amounts
  if (typeof amount === 'number' && digits === 0 && Number.isSafeInteger(amount))
    return `${amount}`;
  const value = BigInt(amount);
  if (digits === 0) return value.toString();
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  return `${value < 0n ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

const LARGEST_EXACT = Number.MAX_SAFE_INTEGER / 2;

/** `amount × part ÷ whole`, exact, rounded half up (towards plus infinity); 0 when the whole is 0. */
export function proportion(amount: number, part: number, whole: number): number {
  if (whole === 0) return 0;
  const product = amount * part;
  const rest = product % whole;
  // floating point is exact for whole numbers this small
  if (product >= 0 && whole > 0 && product <= LARGEST_EXACT)
    return (product - rest) / whole + (2 * rest >= whole ? 1 : 0);
  const sign = whole < 0 ? -1n : 1n;
  const numerator = 2n * BigInt(amount) * BigInt(part) * sign + BigInt(whole) * sign;
  const denominator = 2n * BigInt(whole) * sign;
  const quotient = numerator / denominator;
  const floor = numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient;
  return Number(floor);
}

/**
 * Splits minor units by weights so that the parts add up to the amount exactly. Weights below 0 count as 0;
 * if all are 0, the first part is the whole.
 */
export function spread(amount: number, weights: readonly number[]): number[] {
  if (weights.length === 1) return [amount];
  const total = weights.reduce((sum, weight) => sum + BigInt(Math.max(weight, 0)), 0n);
  if (total === 0n) return weights.map((_, index) => (index === 0 ? amount : 0));
  let weighed = 0n;
  let given = 0n;
  return weights.map((weight) => {
    weighed += BigInt(Math.max(weight, 0));
    const upToHere = (BigInt(amount) * weighed) / total;
    const part = upToHere - given;
    given = upToHere;
    return Number(part);
  });
}
