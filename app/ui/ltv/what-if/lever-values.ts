import type { Lever, Supposed } from '../../../metrics/formulas/what-if';
import { parseAmount, parsePercent } from '../../../settings/entered/amount';
import type { PageFormat } from '../../numbers/use-format';

/** An element's value, in its own unit. */
export function leverValue(of: Supposed, lever: Lever): number | null {
  switch (lever) {
    case 'frequency':
      return of.ordersPerYear;
    case 'duration':
      return of.days;
    case 'retentionCost':
      return of.retentionCostPerYear;
    default:
      return of[lever];
  }
}

/** A value as its field has it, without its unit. */
export function fieldText(lever: Lever, value: number, format: PageFormat): string {
  switch (lever) {
    case 'frequency':
      return format.number(value, 2);
    case 'duration':
      return format.number(value);
    case 'grossMargin':
      return format.number(value * 100, 1);
    default:
      return format.number(value, format.decimals);
  }
}

/**
 * Reads what is entered as the change that it is.
 * @param base the element's value where it is not moved
 * @returns null for a text that is no such value
 */
export function changeOf(
  lever: Lever,
  text: string,
  base: { value: number; durationDays: number },
  currency: string,
): number | null {
  const value = valueIn(lever, text, currency);
  if (value === null) return null;
  if (lever === 'grossMargin') return exact(value - base.value);
  const of = lever === 'duration' ? base.durationDays : base.value;
  return of === 0 ? null : exact(value / of - 1);
}

function valueIn(lever: Lever, text: string, currency: string): number | null {
  if (lever === 'grossMargin') {
    const read = parsePercent(text);
    return 'share' in read ? read.share : null;
  }
  // 1.92回, 400日: the unit stands behind the field, and some type it
  const read = parseAmount(text.trim().replace(/[回日]$/, ''), currency);
  return 'amount' in read ? read.amount : null;
}

/** As many digits as an address has. */
const exact = (change: number) => Number(change.toFixed(6));
