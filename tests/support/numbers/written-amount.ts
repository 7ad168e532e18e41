/** The power of ten of each unit in which amounts are said. */
const POWERS = new Map(Object.entries({ '': 0, K: 3, 万: 4, M: 6, 億: 8, B: 9, 兆: 12, T: 12 }));

/**
 * The number that a text says first (¥2,272万円, −8.8, $1.3M, 39.7%), in thousandths: a whole number, which sums exactly.
 * @throws RangeError for a text without a number
 */
export function saidAmount(text: string): bigint {
  const found = /([-−]?)[^\d\-−]*(\d[\d,]*)(?:\.(\d+))?(万|億|兆|K|M|B|T)?/u.exec(text);
  if (found === null) throw new RangeError(`no number in ${text}`);
  const [, sign = '', whole = '', fraction = '', unit = ''] = found;
  const power = 3 + (POWERS.get(unit) ?? NaN) - fraction.length;
  const size = BigInt(whole.replaceAll(',', '') + fraction) * 10n ** BigInt(power);
  return sign === '' ? size : -size;
}
