import type { TFunction } from 'i18next';
import { PEOPLE_FIELDS, type Condition, type PeopleField } from '../../terms/people';
import type { PageFormat } from '../numbers/use-format';

/** What words of conditions need: the page's translator and formatter, and the titles of the products in them. */
export interface WhoWords {
  t: TFunction<'customers'>;
  format: PageFormat;
  /** by Shopify's product id */
  titles: Readonly<Record<string, string>>;
}

export function fieldName({ t }: Pick<WhoWords, 't'>, field: PeopleField): string {
  return t(`field.${field}`);
}

/** A condition as people say it: 購入回数：3回以上; Stage: Loyal customer or Fan. */
export function conditionWords(words: WhoWords, condition: Condition): string {
  const { t, format } = words;
  const name = fieldName(words, condition.field);
  const field =
    'day' in condition ? t('who.onDay', { day: format.day(condition.day), field: name }) : name;
  return t(condition.not ? 'who.isNot' : 'who.is', { field, value: valueWords(words, condition) });
}

function valueWords(words: WhoWords, condition: Condition): string {
  const { t, format } = words;
  const { field } = condition;
  if ('none' in condition) return noneWords(words, field);
  if ('is' in condition)
    return condition.is.map((value) => choiceWords(words, field, value)).join(t('who.values'));
  const isDay = PEOPLE_FIELDS[field] === 'day';
  const write = (end: string | number): string =>
    typeof end === 'string' ? format.day(end) : numberWords(words, field, end);
  const { from, to } = condition;
  if (from !== null && to !== null)
    return from === to ? write(from) : t('who.between', { from: write(from), to: write(to) });
  if (from !== null) return t(isDay ? 'who.since' : 'who.from', { from: write(from) });
  return to === null ? '' : t(isDay ? 'who.until' : 'who.to', { to: write(to) });
}

/** What customers without a value are called. */
export function noneWords({ t }: Pick<WhoWords, 't'>, field: PeopleField): string {
  if (field === 'score' || field === 'answered') return t('value.noAnswer');
  return t(field === 'margin' || field === 'expected' ? 'value.unknown' : 'value.none');
}

function numberWords({ t, format }: WhoWords, field: PeopleField, value: number): string {
  switch (field) {
    case 'revenue':
    case 'margin':
      return format.money(value);
    case 'n':
      return t('value.times', { count: value, n: format.number(value) });
    case 'subscriptionOrders':
      return t('value.orders', { count: value, n: format.number(value) });
    case 'sinceFirst':
    case 'sinceLast':
    case 'daysToSecond':
      return format.days(value);
    case 'discountShare':
      return format.target(value);
    case 'score':
      return t('table.points', { count: value, n: format.number(value) });
    default:
      return format.number(value, 3);
  }
}

/** A value of a choice or a key. */
export function choiceWords(words: WhoWords, field: PeopleField, value: string): string {
  const { t, titles } = words;
  switch (field) {
    case 'stage':
    case 'stageOn':
      return value === 'none' ? t('value.notYet') : t(`stages:name.${value}`);
    case 'segment':
      return t(`nps:segment.${value}`);
    case 'state':
    case 'stateOn':
      return value === 'none' ? t('value.notYet') : t(`home:states.${value}`);
    case 'reason':
      return value === 'unsaid' ? t('value.unsaid') : t(`nps:reason.${value}`);
    case 'rfmGroup':
      return t(`person:rfmGroup.${value}`);
    case 'subscription':
    case 'filterDiscount':
    case 'filterPlan':
    case 'handled':
    case 'consent':
      return t(`value.${field}.${value}`);
    case 'filterSource':
      return value === 'direct' || value === 'unknown'
        ? t(`frame:strip.filter.source.${value}`)
        : value;
    case 'firstProduct':
    case 'secondProduct':
    case 'boughtProduct':
    case 'filterProduct':
      return value === 'none'
        ? t('value.none')
        : (titles[value] ?? t('value.product', { id: value }));
    default:
      return value;
  }
}
