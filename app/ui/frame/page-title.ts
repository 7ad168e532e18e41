import { useMatches } from '@remix-run/react';
import { useTranslation } from 'react-i18next';

/** What a route says of its page: the key of its title, with the namespace (`titles.ltv`). */
export interface PageHandle {
  title: string;
}

/** The title of the page in the merchant's language; null where no route of the address has one. */
export function usePageTitle(): string | null {
  const { t } = useTranslation();
  const key = useMatches()
    .map(({ handle }) => titleOf(handle))
    .findLast((title) => title !== null);
  return key === undefined || key === null ? null : t(key);
}

function titleOf(handle: unknown): string | null {
  return typeof handle === 'object' &&
    handle !== null &&
    'title' in handle &&
    typeof handle.title === 'string'
    ? handle.title
    : null;
}
