import type { PersonName } from './answer-view';

/** Scripts of names that put the family first. */
const FAMILY_FIRST = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * 山田 花子, Hanako Yamada: the order of a name is that of its own script, whichever language the page has.
 * @returns null where no name is known
 */
export function personName(name: PersonName | null): string | null {
  if (name === null) return null;
  const { first, last } = name;
  const parts = FAMILY_FIRST.test(`${first ?? ''}${last ?? ''}`) ? [last, first] : [first, last];
  return parts.filter((part) => part !== null).join(' ');
}
