import type { PageFormat } from '../numbers/use-format';

/** Decimals that an entered amount may have (`settings/entered/amount`). */
const MOST_DECIMALS = 4;

/** An entered amount with the decimals that it has: a yen has none, a screw costs ¥12.5. "–" for null. */
export function sayAmount(format: Pick<PageFormat, 'money' | 'decimals'>, amount: number | null) {
  const { decimals } = format;
  let all = decimals;
  while (amount !== null && all < MOST_DECIMALS && Number(amount.toFixed(all)) !== amount) all += 1;
  return format.money(amount, all - decimals);
}
