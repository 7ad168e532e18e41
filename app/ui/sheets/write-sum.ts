import type { Formatter } from '../../i18n/format';
import { scored } from '../nps/use-score';
import { type Expression, type Figure, figuresOf, type Sum, valueOf } from './sum';

export interface WrittenSum {
  /** ¥2,734 × 57.9% × 1.924 × 1.433 = ¥4,364 */
  text: string;
  /** its figures from left to right, as they stand in the text, then the result */
  figures: { of: Figure['of']; text: string }[];
}

/** A double has no more digits to show. */
const MOST_DIGITS = 12;
/** Rates and means get digits first, money from here on: its own digits are what people know. */
const MONEY_FROM = 3;

/**
 * Writes a sum with as many digits as it needs for the shown figures to make the shown result: a reader who
 * types them into a calculator gets it. A sum that no number of digits balances stands with ≈.
 */
export function writeSum({ expression, result }: Sum, format: Formatter): WrittenSum {
  const shown = write(result, 0, format);
  for (let digits = 0; digits <= MOST_DIGITS; digits++) {
    const text = (figure: Figure) => write(figure, digits, format);
    const value = valueOf(expression, (figure) => read(text(figure)));
    if (write({ ...result, value }, 0, format) === shown)
      return written(expression, result, text, '=', shown);
  }
  return written(expression, result, (figure) => write(figure, 0, format), '≈', shown);
}

function written(
  expression: Expression,
  result: Figure,
  text: (figure: Figure) => string,
  sign: string,
  shown: string,
): WrittenSum {
  return {
    text: `${inWords(expression, text)} ${sign} ${shown}`,
    figures: [
      ...figuresOf(expression).map((figure) => ({ of: figure.of, text: text(figure) })),
      { of: result.of, text: shown },
    ],
  };
}

/** @param extra digits beyond those that the figure has everywhere else */
function write({ kind, value }: Figure, extra: number, format: Formatter): string {
  switch (kind) {
    case 'money':
      return money(value, Math.max(0, extra - MONEY_FROM + 1), format);
    case 'rate':
      // 58.340% has no more to say than 58.34%
      return format.percent(value, 1 + extra).replace(/(\.\d{1,9}?)0{1,9}%$/, '$1%');
    case 'score':
      return scored(value, 1 + extra);
    case 'times':
      return scored(value, 2 + extra);
    case 'mean':
    case 'years':
      return format.number(value, 2 + extra);
    default:
      return format.number(value, extra);
  }
}

/** An amount with at most `extra` digits more than its currency has: ¥960.00 has no more to say than ¥960. */
function money(value: number, extra: number, format: Formatter): string {
  const text = format.money(value, extra);
  if (extra === 0) return text;
  const shorter = money(value, extra - 1, format);
  return read(shorter) === read(text) ? shorter : text;
}

/** The number that a text shows: 57.9% is 0.579. */
function read(text: string): number {
  const digits = /\d[\d,]*(\.\d+)?/.exec(text)?.[0].replaceAll(',', '') ?? '';
  const size = Number(digits) / (text.includes('%') ? 100 : 1);
  return /^[-\u2212]/.test(text) ? -size : size;
}

/** Within a product or a quotient, a sum stands in brackets; so does what is divided by. */
function inWords(expression: Expression, text: (figure: Figure) => string): string {
  if ('of' in expression) return text(expression);
  const { sign, parts } = expression;
  const loose = sign === '+' || sign === '−';
  return parts
    .map((part, index) => {
      const said = inWords(part, text);
      if ('of' in part) return said;
      const inner = part.sign === '+' || part.sign === '−';
      const brackets = loose ? index > 0 && inner : inner || index > 0;
      return brackets ? `(${said})` : said;
    })
    .join(` ${sign} `);
}
