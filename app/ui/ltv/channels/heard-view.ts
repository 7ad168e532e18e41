import type { Language } from '../../../i18n/language';
import type { Heard } from '../../../metrics/newcomers/heard.server';

type Texts = Record<Language, string>;

/** A choice with its newcomers. */
export interface HeardRow {
  /** null: unanswered; `all`: the total */
  key: string | null;
  /** of the merchant's choice; null: the page has its own words */
  text: Texts | null;
  customers: number;
}

/** How new customers heard of the shop, as a page shows it. */
export interface HeardView {
  /** null: being counted */
  counted: { newcomers: number; rows: HeardRow[] } | null;
}

/**
 * Most first, the choices that the merchant has removed together, unanswered last.
 * @param choices of the settings, in both languages
 */
export function heardView(
  heard: Heard | null,
  choices: readonly (Texts & { key: string })[],
): HeardView {
  if (heard === null) return { counted: null };
  const textOf = (key: string) => choices.find((choice) => choice.key === key) ?? null;
  const known = heard.answers.filter(({ choice }) => textOf(choice) !== null);
  const removed = heard.answers
    .filter(({ choice }) => textOf(choice) === null)
    .reduce((sum, { customers }) => sum + customers, 0);
  return {
    counted: {
      newcomers: heard.newcomers,
      rows: [
        ...known.map(({ choice: key, customers }) => ({ key, customers, text: textOf(key) })),
        ...(removed > 0 ? [{ key: 'removed', text: null, customers: removed }] : []),
        { key: null, text: null, customers: heard.unanswered },
      ],
    },
  };
}
