import { NotInSandbox } from './errors';
import { instantInZone } from '../store/zoned-time';

/** How a search field is stored: `time` in whole seconds, `id` as a number, `text` as Shopify's enum name. */
export interface SearchField {
  column: string;
  kind: 'time' | 'id' | 'text' | 'flag';
}

export interface Condition {
  sql: string;
  parameter: number | string;
}

interface Term {
  field: string;
  comparator: '=' | '>' | '>=' | '<' | '<=';
  value: string;
}

const TERM = /([a-z_]+):\s*(>=|<=|>|<|=)?\s*("[^"]*"|'[^']*'|[^\s"'()]+)/y;

/**
 * The part of Shopify's search syntax that the app uses: `field:value`, `field:>=value` and the like, joined
 * by blanks or AND. Times without a zone are in the shop's. Everything else (OR, NOT, brackets, free text,
 * other fields) is refused by name: the real Shopify silently ignores unknown filters.
 * @throws NotInSandbox
 */
export function searchConditions(
  query: string,
  fields: Record<string, SearchField>,
  timeZone: string,
): Condition[] {
  return terms(query).flatMap((term) => {
    const field = fields[term.field];
    if (!field) throw new NotInSandbox(`the search field "${term.field}" in "${query}"`);
    return conditions(term, field, timeZone);
  });
}

function terms(query: string): Term[] {
  const found: Term[] = [];
  let at = 0;
  while (at < query.length) {
    const rest = query.slice(at);
    const filler = /^(\s+|AND(?=\s))/.exec(rest);
    if (filler) {
      at += filler[0].length;
      continue;
    }
    TERM.lastIndex = at;
    const match = TERM.exec(query);
    if (!match) throw new NotInSandbox(`the search syntax "${rest}" in "${query}"`);
    const [text, field = '', comparator = '=', value = ''] = match;
    found.push({
      field,
      comparator: comparator as Term['comparator'],
      value: value.replace(/^(["'])(.*)\1$/, '$2'),
    });
    at += text.length;
  }
  return found;
}

function conditions(term: Term, field: SearchField, timeZone: string): Condition[] {
  const { column } = field;
  const compare = (comparator: string, parameter: number | string): Condition => ({
    sql: `${column} ${comparator} ?`,
    parameter,
  });
  if (field.kind === 'time') {
    const from = instant(term.value, timeZone);
    if (term.comparator !== '=') return [compare(term.comparator, from)];
    const day = /^\d{4}-\d{2}-\d{2}$/.test(term.value);
    return day ? [compare('>=', from), compare('<', from + 86_400)] : [compare('=', from)];
  }
  if (field.kind === 'id') {
    if (!/^\d+$/.test(term.value)) throw new NotInSandbox(`the id "${term.value}" in a search`);
    return [compare(term.comparator, Number(term.value))];
  }
  if (term.comparator !== '=') throw new NotInSandbox(`"${term.comparator}" on ${term.field}`);
  if (field.kind === 'flag') {
    if (!/^(true|false)$/.test(term.value)) {
      throw new NotInSandbox(`"${term.value}" as true or false in a search`);
    }
    return [compare('=', term.value === 'true' ? 1 : 0)];
  }
  return [compare('=', term.value.toUpperCase())];
}

/** Seconds since 1970 of a date or time; without a zone, in the shop's. */
function instant(value: string, timeZone: string): number {
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(value) && value.includes('T');
  const milliseconds = zoned ? Date.parse(value) : instantInZone(value, timeZone);
  if (!/^\d{4}-\d{2}-\d{2}/.test(value) || Number.isNaN(milliseconds)) {
    throw new NotInSandbox(`the time "${value}" in a search`);
  }
  return Math.floor(milliseconds / 1000);
}
