import { isDay } from './day';
import { LONGEST_SOURCE, PRODUCT_ID } from './terms/filters';
import {
  PEOPLE_FIELDS,
  WHO_LIMITS,
  type Condition,
  type PeopleField,
  type Who,
} from './terms/people';

/** The version that addresses are written in. Older ones stay readable. */
const VERSION = 'v1';

/**
 * Writes whom a list shows as words of an address: `v1 stage.loyal_fan n.3.. or not.state.lapsed`. A condition is its field, a dot and
 * its values (`_` between them) or its ends (`..` between them).
 * @returns empty for everybody
 */
export function writeWho(who: Who): string {
  const groups = who.filter((group) => group.length > 0);
  if (groups.length === 0) return '';
  return `${VERSION} ${groups.map((group) => group.map(writeCondition).join(' ')).join(' or ')}`;
}

function writeCondition(condition: Condition): string {
  return `${condition.not ? 'not.' : ''}${condition.field}.${valueOf(condition)}`;
}

function valueOf(condition: Condition): string {
  if ('none' in condition) return 'none';
  if ('from' in condition) {
    const { from, to } = condition;
    return from !== null && from === to ? String(from) : `${from ?? ''}..${to ?? ''}`;
  }
  const values = condition.is.map(escaped).join('_');
  return 'day' in condition ? `${condition.day}.${values}` : values;
}

/** Values may hold any characters: `*` begins an escape, as `%` does elsewhere, since addresses leave it as it is. */
const escaped = (value: string): string =>
  encodeURIComponent(value).replace(/[_.*]/g, hex).replaceAll('%', '*');
const hex = (character: string): string => `%${character.charCodeAt(0).toString(16)}`;

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('*', '%'));
  } catch {
    return null;
  }
}

/**
 * Reads whom an address shows.
 * @returns null where a part is unknown or malformed: the page says so instead of showing other people
 */
export function readWho(text: string): Who | null {
  if (text === '') return [];
  if (text.length > WHO_LIMITS.characters) return null;
  const [version, ...words] = text.split(' ').filter((word) => word !== '');
  if (version !== VERSION || words.length === 0) return null;
  const groups: Condition[][] = [[]];
  for (const word of words) {
    if (word === 'or') {
      groups.push([]);
      continue;
    }
    const condition = readCondition(word);
    if (condition === null) return null;
    groups.at(-1)?.push(condition);
  }
  const fits =
    groups.length <= WHO_LIMITS.groups &&
    groups.every(({ length }) => length > 0 && length <= WHO_LIMITS.conditions);
  return fits ? groups : null;
}

const NOT = 'not.';

function readCondition(word: string): Condition | null {
  if (word.startsWith(NOT)) {
    const turned = readCondition(word.slice(NOT.length));
    return turned === null || turned.not ? null : { ...turned, not: true };
  }
  const dot = word.indexOf('.');
  const field = word.slice(0, dot);
  if (dot < 0 || !isField(field)) return null;
  return readValue(field, word.slice(dot + 1));
}

export const isField = (name: string): name is PeopleField => Object.hasOwn(PEOPLE_FIELDS, name);

function readValue(field: PeopleField, text: string): Condition | null {
  const kind = PEOPLE_FIELDS[field];
  if (kind === 'number' || kind === 'day') {
    if (text === 'none') return { field, none: true } as Condition;
    const ends = endsOf(text);
    if (ends === null) return null;
    const [from, to] = ends.map((end) => (kind === 'number' ? numberOf(end) : dayOf(end)));
    return from === undefined || to === undefined || (from === null && to === null)
      ? null
      : ({ field, from, to } as Condition);
  }
  if (kind === 'moment') {
    const day = text.slice(0, 10);
    const is = valuesOf(text.slice(11));
    return isDay(day) && text[10] === '.' && is !== null ? ({ field, day, is } as Condition) : null;
  }
  const is = valuesOf(text);
  if (is === null || !is.every((value) => isValue(field, value))) return null;
  return { field, is } as Condition;
}

/** The two ends of a range; one value alone is both. */
function endsOf(text: string): [string, string] | null {
  const between = text.indexOf('..');
  return between < 0 ? [text, text] : [text.slice(0, between), text.slice(between + 2)];
}

/** undefined: no number */
function numberOf(end: string): number | null | undefined {
  if (end === '') return null;
  return /^-?\d{1,15}(?:\.\d{1,3})?$/.test(end) ? Number(end) : undefined;
}

/** undefined: no day */
function dayOf(end: string): string | null | undefined {
  if (end === '') return null;
  return isDay(end) ? end : undefined;
}

function valuesOf(text: string): string[] | null {
  const values = text.split('_').map(unescaped);
  const known = values.filter((value) => value !== null && value !== '' && !value.includes('\0'));
  return known.length === values.length && values.length <= WHO_LIMITS.values
    ? (known as string[])
    : null;
}

/** Whether a key can be one; which choices a field has is checked where they are looked up (`metrics/people`). */
function isValue(field: PeopleField, value: string): boolean {
  if (field === 'filterSource') return value.length <= LONGEST_SOURCE;
  if (PEOPLE_FIELDS[field] === 'key') return value === 'none' || PRODUCT_ID.test(value);
  return /^[A-Za-z_]{1,30}$/.test(value);
}
