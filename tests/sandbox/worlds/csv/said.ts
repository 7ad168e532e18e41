/** A sentence, or a part of one, in both languages of the commands. */
export interface Said {
  en: string;
  ja: string;
}

export type Language = keyof Said;

const LONGEST_QUOTE = 60;

/** A cell for a message: in quotes, on one line, shortened. */
export function quoted(cell: string): string {
  const letters = [...cell];
  const text =
    letters.length > LONGEST_QUOTE ? `${letters.slice(0, LONGEST_QUOTE).join('')}…` : cell;
  return JSON.stringify(text);
}

/** A text that is the same in both languages: a number, a quoted cell. */
export function asIs(text: string | number): Said {
  return { en: String(text), ja: String(text) };
}
