/** The app's languages. Japanese comes first: the app is made for its merchants. */
export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Hints of a visitor's language; each a BCP 47 tag, or null where unknown. */
export interface LanguageHints {
  /** of the signed-in person, where Shopify sent it */
  session?: string | null;
  /** `locale` in the address with which Shopify admin opens the app: the person's own language */
  url?: string | null;
  /** the shop's primary locale */
  shop?: string | null;
  /** the browser's header */
  acceptLanguage?: string | null;
}

/**
 * The language of a page: the person's (session, then address), the shop's, the browser's, English.
 * Skips hints in languages that the app does not have.
 */
export function chooseLanguage(hints: LanguageHints): Language {
  return (
    spoken(hints.session) ??
    spoken(hints.url) ??
    spoken(hints.shop) ??
    accepted(hints.acceptLanguage).map(spoken).find(Boolean) ??
    'en'
  );
}

/** `ja-JP` → `ja`; null for a language that the app does not have. */
function spoken(tag: string | null | undefined): Language | null {
  const primary = tag?.trim().toLowerCase().split(/[-_]/)[0];
  return LANGUAGES.find((language) => language === primary) ?? null;
}

/** The tags of an Accept-Language header, best first; those with q=0 are refusals. */
function accepted(header: string | null | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((text) => text.trim()).find((text) => text.startsWith('q='));
      return { tag, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}
