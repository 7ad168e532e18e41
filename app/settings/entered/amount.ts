/** Why an entered text is not taken; the page has a sentence for each. */
export type AmountFault = 'number' | 'negative' | 'huge' | 'currency';

/** Beyond the money of any shop, in any currency; a number below it is exact to four decimals. */
export const MOST_AMOUNT = 1e12;
const LONGEST = 40;

const PLAIN = /^\d{1,20}(?:\.\d{1,4})?$/;
const GROUPED = /^\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,4})?$/;
/** The powers of ten of Japanese units. */
const MYRIADS = { 万: 4, 億: 8 } as const;

/**
 * Reads an amount of the shop's currency as people write it: full-width digits, separators of thousands, the currency's
 * mark before or behind it, 30万.
 * @param currency ISO 4217
 * @returns null for an empty text, or why it is not taken
 */
export function parseAmount(
  text: string,
  currency: string,
): { amount: number | null } | { fault: AmountFault } {
  const given = text.normalize('NFKC').trim();
  if (given === '') return { amount: null };
  if (given.length > LONGEST) return { fault: 'huge' };
  const bare = withoutMark(given, marksOf(currency));
  if (/^[-\u2212▲△]/.test(bare)) return { fault: 'negative' };
  const unit = bare.endsWith('万') ? '万' : bare.endsWith('億') ? '億' : null;
  const digits = unit === null ? bare : bare.slice(0, -1).trim();
  if (!PLAIN.test(digits) && !GROUPED.test(digits))
    return { fault: /\p{Sc}|[A-Za-z]{3}|[円元]/u.test(digits) ? 'currency' : 'number' };
  // read with its power of ten, not multiplied by it: 2.3 × 1e8 is a fraction less than 2.3億
  const amount = Number(`${digits.replaceAll(',', '')}e${unit === null ? 0 : MYRIADS[unit]}`);
  return amount < MOST_AMOUNT ? { amount } : { fault: 'huge' };
}

/** Reads a share as a percentage from 0 to 100, 3.6 or 3.6%. @returns null for an empty text */
export function parsePercent(text: string): { share: number | null } | { fault: 'percent' } {
  const given = text.normalize('NFKC').trim();
  if (given === '') return { share: null };
  const digits = given.endsWith('%') ? given.slice(0, -1).trim() : given;
  const percent = /^\d{1,3}(?:\.\d{1,6})?$/.test(digits) ? Number(digits) : NaN;
  return percent <= 100 ? { share: Number((percent / 100).toFixed(8)) } : { fault: 'percent' };
}

/** Reads a number of customers, 5,000 or 5,000人. @returns null for an empty text */
export function parsePeople(text: string): { people: number | null } | { fault: 'people' } {
  const given = text.normalize('NFKC').trim();
  if (given === '') return { people: null };
  const digits = /[人名]$/.test(given) ? given.slice(0, -1).trim() : given;
  const isNumber = /^\d{1,9}$/.test(digits) || /^\d{1,3}(?:,\d{3}){1,2}$/.test(digits);
  const people = isNumber ? Number(digits.replaceAll(',', '')) : 0;
  return people > 0 ? { people } : { fault: 'people' };
}

function withoutMark(text: string, marks: readonly string[]): string {
  const upper = text.toUpperCase();
  const before = marks.find((mark) => upper.startsWith(mark));
  if (before !== undefined) return text.slice(before.length).trim();
  const behind = marks.find((mark) => upper.endsWith(mark));
  return behind === undefined ? text : text.slice(0, -behind.length).trim();
}

const known = new Map<string, readonly string[]>();

/** The marks of a currency. The formatters that know them cost 1 ms, and a file has 100,000 amounts. */
function marksOf(currency: string): readonly string[] {
  const marks = known.get(currency) ?? findMarks(currency);
  known.set(currency, marks);
  return marks;
}

/** As both languages write them, at home and abroad, upper-case and the longest first: CA$ before $. */
function findMarks(currency: string): string[] {
  const symbols = ['ja-JP', 'en-US', 'en-GB'].flatMap((locale) =>
    (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
        .formatToParts(0)
        .filter(({ type }) => type === 'currency')
        .map(({ value }) => value.normalize('NFKC').toUpperCase()),
    ),
  );
  const words = currency === 'JPY' ? ['円'] : currency === 'CNY' ? ['元'] : [];
  return [...new Set([currency, ...symbols.flat(), ...words])].sort((a, b) => b.length - a.length);
}
