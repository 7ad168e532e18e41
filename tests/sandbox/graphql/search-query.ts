import { NotInSandbox } from './errors';
import { instantInZone } from '../store/zoned-time';

/**
 * How a search field is stored: `time` in whole seconds, `id` as a number, `text` as Shopify's enum name, `name` as the
 * merchant's, which is found with and without its `#`.
 */
export interface SearchField {
  column: string;
  kind: 'time' | 'id' | 'text' | 'flag' | 'name';
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

/** A word without a field, in quotes: Shopify looks for it in several fields of a document. */
const WORD = /"([^"]+)"/y;
const TERM = /([a-z_]+):\s*(>=|<=|>|<|=)?\s*("[^"]*"|'[^']*'|[^\s"'()]+)/y;

/**
 * The part of Shopify's search syntax that the app uses: `field:value`, `field:>=value` and the like, and quoted words, joined
 * by blanks or AND. Times without a zone are in the shop's. Everything else (OR, NOT, brackets, unquoted words,
 * other fields) is refused by name: the real Shopify silently ignores unknown filters.
 * @param words SQL of the text that quoted words are looked for in; null: of none
 * @throws NotInSandbox
 */
export function searchConditions(
  query: string,
  fields: Record<string, SearchField>,
  timeZone: string,
  words: string | null = null,
): Condition[] {
  return terms(query).flatMap((term) => {
    if (typeof term === 'string') {
      if (words === null) throw new NotInSandbox(`the words "${term}" in "${query}"`);
      // Shopify finds the beginnings of words, in any case
      return [{ sql: `instr(' ' || lower(${words}), ' ' || lower(?)) > 0`, parameter: term }];
    }
    const field = fields[term.field];
    if (!field) throw new NotInSandbox(`the search field "${term.field}" in "${query}"`);
    return conditions(term, field, timeZone);
  });
}

function terms(query: string): (Term | string)[] {
  const found: (Term | string)[] = [];
  let at = 0;
  while (at < query.length) {
    const rest = query.slice(at);
    const filler = /^(\s+|AND(?=\s))/.exec(rest);
    if (filler) {
      at += filler[0].length;
      continue;
    }
    WORD.lastIndex = at;
    const word = WORD.exec(query);
    if (word?.[1] !== undefined) {
      found.push(word[1]);
      at += word[0].length;
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
  if (field.kind === 'name')
    return [{ sql: `ltrim(${column}, '#') = ltrim(?, '#')`, parameter: term.value }];
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
