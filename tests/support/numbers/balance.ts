/**
 * Reads a written sum as a person with a calculator does, with no code of the app: `¥2,734 × 57.9% × 1.924 × 1.433 =
 * ¥4,364`.
 */

interface ReadSum {
  /** what the shown figures make */
  made: number;
  /** the result that is shown, and half of its last digit */
  shown: number;
  half: number;
  /** = or ≈ */
  sign: string;
}

export function readSum(text: string): ReadSum {
  const match = /^(.*) ([=≈]) (.*)$/.exec(text);
  if (match === null) throw new Error(`no result in ${text}`);
  const [, left = '', sign = '', right = ''] = match;
  const decimals = /\.(\d+)/.exec(right)?.[1]?.length ?? 0;
  return {
    made: new Calculator(left).value(),
    shown: new Calculator(right).value(),
    half: 0.5 * 10 ** -decimals * (right.includes('%') ? 0.01 : 1),
    sign,
  };
}

/** Whether the shown figures make the shown result. The last bit of a double is no digit of theirs. */
export function balances(text: string): boolean {
  const { made, shown, half, sign } = readSum(text);
  return sign === '=' && Math.abs(made - shown) <= half * (1 + 1e-6) + Math.abs(shown) * 1e-12;
}

class Calculator {
  private rest: string[];

  constructor(text: string) {
    this.rest =
      text
        .replace(/[^\d.,%()×÷+−\- ]/g, '')
        .match(/[()]|(?<= )[×÷+−](?= )|[-−]?\s*\d[\d,]*(?:\.\d+)?%?/g) ?? [];
  }

  value(): number {
    const value = this.sum();
    if (this.rest.length > 0 || Number.isNaN(value)) throw new Error('not a sum');
    return value;
  }

  private sum(): number {
    let value = this.product();
    for (let sign = this.rest[0]; sign === '+' || sign === '−'; sign = this.rest[0]) {
      this.rest.shift();
      const next = this.product();
      value = sign === '+' ? value + next : value - next;
    }
    return value;
  }

  private product(): number {
    let value = this.figure();
    for (let sign = this.rest[0]; sign === '×' || sign === '÷'; sign = this.rest[0]) {
      this.rest.shift();
      const next = this.figure();
      value = sign === '×' ? value * next : value / next;
    }
    return value;
  }

  private figure(): number {
    const token = this.rest.shift() ?? '';
    if (token === '(') {
      const value = this.sum();
      this.rest.shift();
      return value;
    }
    const size = Number(token.replace(/[,%\s−-]/g, '')) / (token.endsWith('%') ? 100 : 1);
    return /^[-−]/.test(token) ? -size : size;
  }
}
