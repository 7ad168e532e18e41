import type { DefinitionName } from '../numbers/definition-name';

/** The parameter of an address that opens a number's sheet. */
const SHEET = 'sheet';

/** The parameter of an address that opens LTV's what-if, with the moved elements. No loader reads it. */
export const WHAT_IF = 'whatif';

/** A definition's name in an address: `ltv:definition.ltv` is `ltv.ltv`, `ltv:number.margin.coverage` stays `ltv.number.margin.coverage`. */
export function sheetKey(name: DefinitionName): string {
  return name.replace(':definition.', '.').replace(':', '.');
}

/** The name of the definition that a key in an address means; the definition may not exist. */
export function nameOf(key: string): string {
  const [page = '', ...rest] = key.split('.');
  return `${page}:${rest[0] === 'number' ? '' : 'definition.'}${rest.join('.')}`;
}

/** Parameters that Shopify adds to an address for one opening: not for a colleague. */
const OF_ONE_OPENING = [
  ...['id_token', 'session', 'hmac', 'timestamp', 'host', 'shop', 'embedded'],
  ...['link_source', 'locale'],
];

/** The number in the query of an address whose sheet is open; null without one. */
export const openSheet = (search: string): string | null => new URLSearchParams(search).get(SHEET);

/** The query of the same view with a number's sheet open, or with none (null). */
export function withSheet(search: string, key: string | null): string {
  return withParameter(search, SHEET, key);
}

/** The query of the same view with LTV's what-if open on moved elements, or closed (null). */
export function withWhatIf(search: string, changes: string | null): string {
  return withParameter(search, WHAT_IF, changes);
}

/** The query of the same view with one parameter set, or without it (null). */
export function withParameter(search: string, own: string, value: string | null): string {
  const query = new URLSearchParams(search);
  for (const name of [...OF_ONE_OPENING, own]) query.delete(name);
  if (value !== null) query.set(own, value);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Whether a page's data stays valid from one address to the next: only a sheet or the what-if opens, moves or closes. */
export function onlySheetChanges(current: URL, next: URL): boolean {
  if (current.href === next.href || current.pathname !== next.pathname) return false;
  const data = ({ search }: URL) => withWhatIf(withSheet(search, null), null);
  return data(current) === data(next);
}
