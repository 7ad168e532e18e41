import { LONGEST_SOURCE } from '../../terms/filters';
import { versionIn } from '../entered/version';
import { MOST_MAPPED, type Mapping } from './channels.server';

export interface ChannelsForm {
  version: number;
  /** the sources whose channel was changed on the page, with the chosen one */
  draft: Mapping;
}

/** Rows that a page shows at most: the commonest sources, and all that are mapped. */
const MOST_ROWS = 2 * MOST_MAPPED;

/**
 * Parses the form of channels' sources: row N has `source.N`, the chosen `channel.N` and, from when the page was drawn,
 * `was.N`. Of a form that takes the suggestions, rows without a channel take `suggested.N`.
 * @returns null for a form that the page does not send
 */
export function parseChannelsForm(form: FormData): ChannelsForm | null {
  const version = versionIn(form);
  const rows = Number(textOf(form, 'rows'));
  if (version === null || !Number.isInteger(rows) || rows < 0 || rows > MOST_ROWS) return null;
  const takesAll = form.get('intent') === 'suggest';
  const draft = new Map<string, string | null>();
  for (let row = 0; row < rows; row += 1) {
    const source = textOf(form, `source.${row}`);
    const [was, chosen] = [textOf(form, `was.${row}`), textOf(form, `channel.${row}`)];
    if (source === '' || source.length > LONGEST_SOURCE || source.includes('\0')) return null;
    const suggested =
      takesAll && chosen === '' && was === '' ? textOf(form, `suggested.${row}`) : '';
    const own = suggested === '' ? chosen : suggested;
    if (own !== was) draft.set(source, own === '' ? null : own);
  }
  return { version, draft: Object.fromEntries(draft) };
}

/** A file, and a field that is missing, have no text. */
function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
