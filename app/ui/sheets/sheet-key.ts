import type { DefinitionName } from '../numbers/definition-name';

/** The parameter of an address that opens a number's sheet. */
export const SHEET = 'sheet';

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

/** The query of the same view with a number's sheet open, or with none (null). */
export function withSheet(search: string, key: string | null): string {
  const query = new URLSearchParams(search);
  for (const name of [...OF_ONE_OPENING, SHEET]) query.delete(name);
  if (key !== null) query.set(SHEET, key);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

/** Whether a page's data stays valid from one address to the next: only a sheet opens or closes. */
export function onlySheetChanges(current: URL, next: URL): boolean {
  if (current.href === next.href || current.pathname !== next.pathname) return false;
  return withSheet(current.search, null) === withSheet(next.search, null);
}
