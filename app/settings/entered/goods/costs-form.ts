import { readDay } from '../day';
import { costKey, EVERY_VARIANT, isFromDay, parseCostKey } from './cost-key';
import type { Values } from '../../change-rows.server';
import { parseAmount, type AmountFault } from '../amount';

/** `day`: no day; `sameDay`: another cost of the goods begins on it; `noCost`: a day without a cost. */
export type UnitCostFault = AmountFault | 'day' | 'sameDay' | 'noCost';

/** The costs of one product, or of one variant, that a page shows: fields for these, and one for another. */
export const SHOWN_COSTS = 3;
/** Fields that one form may have: 20 products, each with 20 variants. */
const MOST_FIELDS = 20 * 21 * (SHOWN_COSTS + 1);

/** The names of the form's fields. @param goods `71.0` or `71.7101`; @param place from 0 on */
export const costFields = {
  cost: (goods: string, place: number) => `cost.${goods}.${place}`,
  from: (goods: string, place: number) => `from.${goods}.${place}`,
};

export interface UnitCostsForm {
  /** the costs that differ from those that the page showed */
  changed: Values<number>;
  /** by field; nothing is to be saved then */
  faults: Record<string, UnitCostFault>;
}

/**
 * Reads the form of unit costs. A cost whose field was emptied is removed; one with another day moves to it.
 * @param text a field's text
 * @param names of all fields
 * @param currency ISO 4217
 * @returns null for a form that the page does not send
 */
export function readUnitCostsForm(
  text: (field: string) => string,
  names: readonly string[],
  currency: string,
): UnitCostsForm | null {
  const shown = readShown(text('shown'));
  const fields = names.filter((name) => name.startsWith('cost.'));
  if (shown === null || fields.length > MOST_FIELDS) return null;
  const faults = new Map<string, UnitCostFault>();
  const entered = new Map<string, number>();
  for (const field of fields) {
    const [, product = '', variant = '', place = ''] = field.split('.');
    if (!/^\d$/.test(place) || parseCostKey(costKey({ product, variant, from: null })) === null)
      return null;
    const fromField = costFields.from(`${product}.${variant}`, Number(place));
    const amount = parseAmount(text(field), currency);
    const from = parseDay(text(fromField));
    if ('fault' in amount) faults.set(field, amount.fault);
    if (from === 'wrong') faults.set(fromField, 'day');
    if ('fault' in amount || from === 'wrong') continue;
    if (amount.amount === null) {
      if (from !== null && !shown.has(costKey({ product, variant, from })))
        faults.set(field, 'noCost');
      continue;
    }
    const key = costKey({ product, variant, from });
    if (entered.has(key)) faults.set(fromField, 'sameDay');
    else entered.set(key, amount.amount);
  }
  const changed = new Map<string, number | null>();
  for (const key of shown.keys()) if (!entered.has(key)) changed.set(key, null);
  for (const [key, amount] of entered) if (shown.get(key) !== amount) changed.set(key, amount);
  return { changed: Object.fromEntries(changed), faults: Object.fromEntries(faults) };
}

/** The costs that the page showed, as the form sends them back. */
function readShown(text: string): Map<string, number> | null {
  try {
    const shown: unknown = JSON.parse(text);
    if (typeof shown !== 'object' || shown === null) return null;
    const costs: [key: string, amount: unknown][] = Object.entries(shown);
    return costs.length <= MOST_FIELDS && costs.every(isCost) ? new Map(costs) : null;
  } catch {
    return null;
  }
}

const isCost = (one: [key: string, amount: unknown]): one is [string, number] =>
  parseCostKey(one[0]) !== null && typeof one[1] === 'number';

/**
 * Reads a day as people and spreadsheets write it: 2026-04-01, 2026/4/1, 2026年4月1日.
 * @returns null for an empty text, which is always; 'wrong' for what no cost can begin on
 */
export function parseDay(text: string): string | null | 'wrong' {
  if (text.trim() === '') return null;
  const day = readDay(text);
  return day !== null && isFromDay(day) ? day : 'wrong';
}

/** The texts of the fields for some costs, by goods (`goodsOf`), the latest day first. */
export function costTexts(
  costs: ReadonlyMap<string, number>,
): Map<string, { key: string; cost: string; from: string }[]> {
  const texts = [...costs].flatMap(([key, amount]) => {
    const of = parseCostKey(key);
    return of === null
      ? []
      : [{ ...of, text: { key, from: of.from ?? '', cost: costText(amount) } }];
  });
  const latest = (own: typeof texts) =>
    own.map(({ text }) => text).sort((a, b) => (a.from < b.from ? 1 : -1));
  return new Map(
    [...Map.groupBy(texts, ({ product, variant }) => goodsOf(product, variant))].map(
      ([goods, own]) => [goods, latest(own)],
    ),
  );
}

const costText = (amount: number): string =>
  amount.toLocaleString('en-US', { maximumFractionDigits: 4 });

/** Names the goods of a cost's fields: `71.0`, `71.7101`. */
export const goodsOf = (product: string, variant: string = EVERY_VARIANT): string =>
  `${product}.${variant}`;
