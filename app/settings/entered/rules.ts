import { readDay } from './day';
import type { MetricSettings } from '../../metrics/settings';
import {
  FIRST_DAY,
  LONGEST_TAG,
  MOST_DAYS,
  MOST_TAGS,
  STAGE_BOUNDS,
} from '../../terms/rule-bounds';
import { parsePercent } from './amount';

/** The fields of the rules' form, as they stand on the page. */
export const RULE_FIELDS = [
  'loyalPurchases',
  'followerTags',
  'eventTags',
  'minimumContractOrders',
  'evangelistReferrals',
  'evangelistProducts',
  'minimumDiscount',
  'lapseDays',
  'durationDays',
  'newcomersFrom',
] as const;
export type RuleField = (typeof RULE_FIELDS)[number];
export type RuleTexts = Record<RuleField, string>;
export type EnteredRules = Pick<MetricSettings, RuleField>;

/** Why a field is not taken; the page has a sentence for each, with the bounds of the field. */
type RuleFault = 'whole' | 'percent' | 'day' | 'dayEarly' | 'dayLate' | TagFault;
type TagFault = 'tags' | 'tagLong' | 'tagLetters';
export type RuleFaults = Partial<Record<RuleField, RuleFault>>;

/** The numbers that a field takes. */
export const RULE_BOUNDS = {
  ...STAGE_BOUNDS,
  lapseDays: { least: 1, most: MOST_DAYS },
  durationDays: { least: 1, most: MOST_DAYS },
} as const;

/** Longer than any number or day. */
const MOST_LETTERS = 40;
const MOST_TAG_LETTERS = 2 * MOST_TAGS * LONGEST_TAG;

/** The texts of the form's fields, as they were entered. */
export function enteredRules(form: Pick<FormData, 'get'>): RuleTexts {
  const text = (field: RuleField, most = MOST_LETTERS) => {
    const value = form.get(field);
    return typeof value === 'string' ? value.slice(0, most) : '';
  };
  return {
    loyalPurchases: text('loyalPurchases'),
    followerTags: text('followerTags', MOST_TAG_LETTERS),
    eventTags: text('eventTags', MOST_TAG_LETTERS),
    minimumContractOrders: text('minimumContractOrders'),
    evangelistReferrals: text('evangelistReferrals'),
    evangelistProducts: text('evangelistProducts'),
    minimumDiscount: text('minimumDiscount'),
    lapseDays: text('lapseDays'),
    durationDays: text('durationDays'),
    newcomersFrom: text('newcomersFrom'),
  };
}

/**
 * Reads the entered texts. Empty days are automatic, an empty share is any discount, an empty day is none.
 * @param today the shop's calendar day
 * @returns the settings, or the faults of the fields: nothing is set then
 */
export function parseRules(
  texts: RuleTexts,
  today: string,
): { settings: EnteredRules } | { faults: RuleFaults } {
  const faults = new Map<RuleField, RuleFault>();
  const take = <T>(
    field: RuleField,
    read: { value: T } | { fault: RuleFault },
    otherwise: T,
  ): T => {
    if ('value' in read) return read.value;
    faults.set(field, read.fault);
    return otherwise;
  };
  const whole = (field: keyof typeof STAGE_BOUNDS) =>
    take(field, parseWhole(texts[field], RULE_BOUNDS[field]), RULE_BOUNDS[field].least);
  const days = (field: 'lapseDays' | 'durationDays') =>
    isEmpty(texts[field])
      ? null
      : take<number | null>(field, parseWhole(texts[field], RULE_BOUNDS[field]), null);
  const percent = parsePercent(texts.minimumDiscount);
  const settings: EnteredRules = {
    loyalPurchases: whole('loyalPurchases'),
    followerTags: take('followerTags', parseTags(texts.followerTags), []),
    eventTags: take('eventTags', parseTags(texts.eventTags), []),
    minimumContractOrders: whole('minimumContractOrders'),
    evangelistReferrals: whole('evangelistReferrals'),
    evangelistProducts: whole('evangelistProducts'),
    minimumDiscount: take(
      'minimumDiscount',
      'share' in percent ? { value: percent.share ?? 0 } : percent,
      0,
    ),
    lapseDays: days('lapseDays'),
    durationDays: days('durationDays'),
    newcomersFrom: take('newcomersFrom', parseDay(texts.newcomersFrom, today), null),
  };
  return faults.size === 0 ? { settings } : { faults: Object.fromEntries(faults) };
}

/** The texts that a shop's settings stand as in the form. */
export function ruleTexts(settings: EnteredRules): RuleTexts {
  const days = (value: number | null) => (value === null ? '' : String(value));
  const { minimumDiscount: share } = settings;
  return {
    loyalPurchases: String(settings.loyalPurchases),
    followerTags: settings.followerTags.join('\n'),
    eventTags: settings.eventTags.join('\n'),
    minimumContractOrders: String(settings.minimumContractOrders),
    evangelistReferrals: String(settings.evangelistReferrals),
    evangelistProducts: String(settings.evangelistProducts),
    minimumDiscount: share === 0 ? '' : String(Number((share * 100).toFixed(6))),
    lapseDays: days(settings.lapseDays),
    durationDays: days(settings.durationDays),
    newcomersFrom: settings.newcomersFrom ?? '',
  };
}

const isEmpty = (text: string): boolean => text.trim() === '';

/** A whole number with or without its unit: 4, ４, 4回, 1,000日. */
function parseWhole(
  text: string,
  { least, most }: { least: number; most: number },
): { value: number } | { fault: 'whole' } {
  const given = text.normalize('NFKC').trim();
  const digits = /[回日人件名]$/.test(given) ? given.slice(0, -1).trim() : given;
  const isNumber = /^\d{1,6}$/.test(digits) || /^\d{1,3},\d{3}$/.test(digits);
  const value = isNumber ? Number(digits.replace(',', '')) : NaN;
  return value >= least && value <= most ? { value } : { fault: 'whole' };
}

/** A day that exists: 2026-01-31, 2026/1/31, 2026年1月31日. @returns null for an empty text */
function parseDay(
  text: string,
  today: string,
): { value: string | null } | { fault: 'day' | 'dayEarly' | 'dayLate' } {
  if (text.trim() === '') return { value: null };
  const day = readDay(text);
  if (day === null) return { fault: 'day' };
  if (day < FIRST_DAY) return { fault: 'dayEarly' };
  return day > today ? { fault: 'dayLate' } : { value: day };
}

/** Tags, one a line or with commas between them: no tag of Shopify's has a comma. */
function parseTags(text: string): { value: string[] } | { fault: TagFault } {
  const tags = [
    ...new Set(
      text
        .split(/[\r\n,]/)
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    ),
  ];
  if (tags.length > MOST_TAGS) return { fault: 'tags' };
  if (tags.some((tag) => tag.length > LONGEST_TAG)) return { fault: 'tagLong' };
  if (tags.some((tag) => /\p{Cc}/u.test(tag) || !tag.isWellFormed()))
    return { fault: 'tagLetters' };
  return { value: tags };
}
