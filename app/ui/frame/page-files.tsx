import { createContext, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { lastDay } from '../numbers/last-day';
import { shownDay, type PageStatus } from './page-status';
import { filterConditions } from './strip/filter-words';
import { parseView, useView, viewParameters } from './view-address';

/** How the files of a page are called, and what stands at their head. */
export interface PageFiles {
  /** the page's title */
  title: string;
  /** shop, what it shows, the last day in it, and whether the customers are filtered */
  name: (what: string, extension: string) => string;
  /** shop, last day, compared day, customers. @param write a day `YYYY-MM-DD` as text */
  caption: (write: (day: string) => string) => string[];
}

/** For a table that stands on no page of numbers: its own name, without a head. */
export const PageFilesContext = createContext<PageFiles>({
  title: '',
  name: (what, extension) => fileName([what], extension),
  caption: () => [],
});

interface FilesOfPageProps {
  title: string;
  status: PageStatus;
  /** what else the page's numbers depend on, in words */
  about?: string | undefined;
  children: ReactNode;
}

/** Names the files of the page inside. Another address with the same view renders nothing of it. */
export function FilesOfPage({ title, status, about, children }: FilesOfPageProps) {
  const { t } = useTranslation('frame');
  const { shop, past, compared, filtered } = status;
  const day = shownDay(status);
  const query = String(new URLSearchParams(viewParameters(useView())));
  const files = useMemo((): PageFiles => {
    const conditions =
      filtered?.state === 'shown'
        ? filterConditions(t, filtered.choices, parseView(query).filter)
        : [];
    const some = conditions.length > 0;
    const handle = shop.replace('.myshopify.com', '');
    const before = compared?.state === 'shown' ? [lastDay(compared.day) ?? compared.day] : [];
    return {
      title,
      name: (what, extension) =>
        fileName([handle, what, day, ...(some ? [t('files.filtered')] : [])], extension),
      caption: (write) => [
        shop,
        t(past === null ? 'strip.asOf' : 'strip.asOfPast', { day: write(day) }),
        ...before.map((earlier) => t('strip.compare.shown', { day: write(earlier) })),
        some
          ? t('files.filter', { conditions: conditions.join(t('files.comma')) })
          : t('files.everyone'),
        ...(about === undefined ? [] : [about]),
      ],
    };
  }, [t, title, shop, past, compared, filtered, query, day, about]);
  return <PageFilesContext.Provider value={files}>{children}</PageFilesContext.Provider>;
}

/** A name of 255 bytes is the longest that file systems take; a Japanese letter has three. */
const LONGEST_PART = 50;

/** A file name of parts: without the signs that a file system refuses. */
export function fileName(parts: readonly string[], extension: string): string {
  const kept = parts.map((part) => {
    const plain = part.replaceAll(/[\s\\/:*?"<>|\p{C}]+/gu, ' ').trim();
    return [...plain].slice(0, LONGEST_PART).join('');
  });
  return `${kept.join('-')}.${extension}`;
}
