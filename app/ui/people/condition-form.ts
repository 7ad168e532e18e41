import { parseAmount } from '../../settings/entered/amount';
import { readDay } from '../../settings/entered/day';
import { PRODUCT_ID } from '../../terms/filters';
import {
  PEOPLE_FIELDS,
  WHO_LIMITS,
  type Condition,
  type PeopleField,
  type Who,
} from '../../terms/people';
import type { DraftAddress } from './list-address';

/** Why the form of a condition is not taken; the page has a sentence for each. */
export type ConditionFault =
  'choose' | 'number' | 'day' | 'empty' | 'emptyDay' | 'order' | 'orderDay' | 'product' | 'full';

/** What a form of a condition shows: as it was entered, or as the condition is that it changes. */
export interface ConditionFields {
  is: readonly string[];
  /** Shopify's id of a product beside the offered ones */
  other: string;
  from: string;
  to: string;
  day: string;
  none: boolean;
  not: boolean;
}

const EMPTY: ConditionFields = {
  ...{ is: [], other: '', from: '', to: '', day: '', none: false, not: false },
};

/** The fields of a form that changes a condition; empty for a new one. Shares are written in percent. */
export function fieldsOf(condition: Condition | null): ConditionFields {
  if (condition === null) return EMPTY;
  const not = condition.not ?? false;
  if ('none' in condition) return { ...EMPTY, not, none: true };
  if ('from' in condition) {
    const end = (value: string | number | null) =>
      value === null ? '' : String(isShare(condition.field) ? Number(value) * 100 : value);
    return { ...EMPTY, not, from: end(condition.from), to: end(condition.to) };
  }
  return { ...EMPTY, not, is: condition.is, day: 'day' in condition ? condition.day : '' };
}

/** The fields of a sent form. */
export function readFields(query: URLSearchParams): ConditionFields {
  const text = (name: string) => (query.get(name) ?? '').trim();
  return {
    ...{ is: query.getAll('is').filter((value) => value !== ''), other: text('other') },
    ...{ from: text('from'), to: text('to'), day: text('day') },
    ...{ none: query.has('none'), not: query.has('not') },
  };
}

/** A field whose values are fractions, which people enter in percent. */
export const isShare = (field: PeopleField): boolean => field === 'discountShare';

/**
 * The condition that a form asks for.
 * @param currency of amounts, ISO 4217
 */
export function conditionOf(
  field: PeopleField,
  fields: ConditionFields,
  currency: string,
): Condition | { fault: ConditionFault } {
  const found = positive(field, fields, currency);
  return fields.not && !('fault' in found) ? { ...found, not: true } : found;
}

function positive(
  field: PeopleField,
  { is, other, from, to, day, none }: ConditionFields,
  currency: string,
): Condition | { fault: ConditionFault } {
  const kind = PEOPLE_FIELDS[field];
  if (kind === 'choice' || kind === 'key') {
    if (other !== '' && !PRODUCT_ID.test(other.normalize('NFKC'))) return { fault: 'product' };
    const all = [...new Set(other === '' ? is : [...is, other.normalize('NFKC')])];
    return all.length === 0 ? { fault: 'choose' } : ({ field, is: all } as Condition);
  }
  if (kind === 'moment') {
    const on = readDay(day);
    if (on === null) return { fault: 'day' };
    return is.length === 0 ? { fault: 'choose' } : ({ field, day: on, is } as Condition);
  }
  if (none) return { field, none: true } as Condition;
  const isDay = kind === 'day';
  if (from === '' && to === '') return { fault: isDay ? 'emptyDay' : 'empty' };
  const read = (text: string) =>
    text === '' ? null : isDay ? (readDay(text) ?? undefined) : numberOf(field, text, currency);
  const [low, high] = [read(from), read(to)];
  if (low === undefined || high === undefined) return { fault: isDay ? 'day' : 'number' };
  if (low !== null && high !== null && low > high) return { fault: isDay ? 'orderDay' : 'order' };
  return { field, from: low, to: high } as Condition;
}

/** undefined: no number */
function numberOf(field: PeopleField, text: string, currency: string): number | undefined {
  const bare = text.normalize('NFKC').replace(/[%回日点件]$/, '');
  const read = parseAmount(bare, currency);
  if ('fault' in read || read.amount === null) return undefined;
  // an address holds three decimals
  return Number((isShare(field) ? read.amount / 100 : read.amount).toFixed(3));
}

/** The customers with a condition added or changed. @returns null where there would be too many conditions */
export function withCondition(
  who: Who,
  { group, at }: Pick<DraftAddress, 'group' | 'at'>,
  condition: Condition,
): Who | null {
  const groups = who.length === 0 ? [[]] : who.map((own) => [...own]);
  const own = groups[group] ?? groups[groups.push([]) - 1];
  if (own === undefined) return null;
  if (at !== null && at < own.length) own[at] = condition;
  else own.push(condition);
  const fits = groups.length <= WHO_LIMITS.groups && own.length <= WHO_LIMITS.conditions;
  return fits ? groups : null;
}

/** The customers without one condition; a group without conditions goes. */
export function withoutCondition(who: Who, group: number, at: number): Who {
  return who
    .map((own, index) => (index === group ? own.filter((_, place) => place !== at) : own))
    .filter((own) => own.length > 0);
}
