/** What a figure is rounded as on a page: money by its currency, a rate in percent and a score with one decimal. */
export type Unit = 'money' | 'rate' | 'score' | 'count';

/** A figure as its page shows it: money in major units, a rate as a fraction. */
export function shownFigure(value: number, unit: Unit, currency: string): number {
  if (unit === 'money') return rounded(value, moneyDecimals(currency));
  // percent: Intl moves the decimal point of the number's own digits, which × 100 would change
  if (unit === 'rate') return fromDecimals(Number(percents.format(value).slice(0, -1)) * 10, 3);
  return unit === 'count' ? Math.round(value) : Math.round(value * 10) / 10 + 0;
}

/** The difference of two shown figures, itself a shown figure: earlier + difference = later, in every digit. */
export function shownDifference(later: number, earlier: number, unit: Unit, currency: string) {
  const decimals = { money: moneyDecimals(currency), rate: 3, score: 1, count: 0 }[unit];
  return fromDecimals(
    Math.round(later * 10 ** decimals) - Math.round(earlier * 10 ** decimals),
    decimals,
  );
}

/** A 95 % interval, low to high. */
export type Interval = readonly [low: number, high: number];

/** Whether two independent numbers may differ by chance, |z| <= 1.96: half of an interval is 1.96 standard errors. */
export const mayBeChance = (difference: number, one: Interval, other: Interval): boolean =>
  Math.abs(difference) <= Math.hypot((one[1] - one[0]) / 2, (other[1] - other[0]) / 2);

/** A whole number of the smallest units as a number: the nearest one to its decimals. */
function fromDecimals(units: number, decimals: number): number {
  return Number(`${Math.round(units)}e-${decimals}`);
}

/** As a page writes it: Intl rounds the number's own digits, which arithmetic would not. */
function rounded(value: number, decimals: number): number {
  return Number(plain(decimals).format(value)) + 0;
}

const percents = new Intl.NumberFormat('en-US', {
  style: 'percent',
  maximumFractionDigits: 1,
  useGrouping: false,
});

const formats = new Map<number, Intl.NumberFormat>();

function plain(decimals: number): Intl.NumberFormat {
  const known = formats.get(decimals);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-US', {
    maximumFractionDigits: decimals,
    useGrouping: false,
  });
  formats.set(decimals, made);
  return made;
}

const currencies = new Map<string, number>();

function moneyDecimals(currency: string): number {
  const known = currencies.get(currency);
  if (known !== undefined) return known;
  const options = new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions();
  const decimals = options.maximumFractionDigits ?? 2;
  currencies.set(currency, decimals);
  return decimals;
}
