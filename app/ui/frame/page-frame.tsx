import {
  Banner,
  BlockStack,
  Card,
  Page,
  SkeletonBodyText,
  SkeletonDisplayText,
} from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangesWaiting, DaysToRecount, EarlierRules, Troubles } from './following';
import { FilteredNotice, withoutNumbers } from './filtered';
import { ImportCard } from './import-card';
import { FilesOfPage } from './page-files';
import type { PageStatus } from './page-status';
import { FilteredContext } from '../people/people-link';
import { lastDay } from '../numbers/last-day';
import { PastDayNotice } from './past-day';
import { daysWithoutOrders, NoOrders, OldOrders } from './states';
import { HeaderStrip } from './strip/header-strip';
import type { DefiningPage } from './strip/menu-part';
import { Sheet } from '../sheets/sheet';
import '../base.css';
import { useFormat, type PageFormat } from '../numbers/use-format';

/** The properties of every page of numbers. */
export interface NumbersPageProps<View> {
  status: PageStatus;
  /** null before the first numbers */
  view: View | null;
  onRetry?: () => void;
}

interface PageFrameProps<View> extends NumbersPageProps<View> {
  /** the namespace of its texts: `title`, and `subtitle`, which says what the page answers */
  name: DefiningPage;
  /** default: those of the namespace */
  heading?: { title: string; subtitle: string };
  /** links to the pages beside it */
  tabs?: ReactNode;
  /** whether it has nothing to show; default: no customer */
  empty?: boolean;
  /** what its numbers depend on beside the view, in words: at the head of its files */
  about?: (view: View) => string;
  /** above the numbers, and where there are none yet */
  head?: ReactNode;
  /** shown for an empty shop, too: which orders are excluded, and why */
  footer?: (view: View, format: PageFormat) => ReactNode;
  /** what the sheet of a number shows beside its sums, by the sheet's key */
  inSheets?: Record<string, (view: View, format: PageFormat) => ReactNode>;
  children: (view: View, format: PageFormat) => ReactNode;
}

/**
 * The common part of every page of numbers: its title, the day and hour of its numbers, at most one
 * notice, and the states without numbers to show.
 */
export function PageFrame<View extends { customers: number }>({
  name,
  status,
  view,
  empty = view?.customers === 0,
  heading: ownHeading,
  tabs,
  onRetry,
  about,
  head,
  footer,
  inSheets = {},
  children,
}: PageFrameProps<View>) {
  const { t } = useTranslation(name);
  const format = useFormat(status);
  const heading = ownHeading ?? { title: t('title'), subtitle: t('subtitle') };
  const { importing, computedAt } = status;
  const busy = importing.state === 'running' || importing.state === 'failed';
  const first = computedAt === null;
  const unfilled = withoutNumbers(status.filtered, empty);
  if (status.past !== null && status.past.state !== 'shown')
    return (
      <main>
        <Page {...heading}>
          {tabs}
          <BlockStack gap="400">
            <HeaderStrip page={name} status={status} />
            <PastDayNotice status={status} />
          </BlockStack>
        </Page>
        {/* its numbers are to come, its definitions are known */}
        <Sheet facts={null} format={format} />
      </main>
    );
  return (
    <main>
      <FilteredContext.Provider value={status.filtered !== null}>
        <FilesOfPage
          title={heading.title}
          status={status}
          about={view === null ? undefined : about?.(view)}
        >
          <Page {...heading}>
            {tabs}
            <BlockStack gap="400">
              {!first && <HeaderStrip page={name} status={status} />}
              <EarlierRules status={status} />
              {(first || busy) && <Troubles status={status} />}
              {first || busy ? (
                <ImportCard status={status} onRetry={onRetry} />
              ) : (
                <Notice status={status} />
              )}
              {head}
              {first && importing.state !== 'failed' && <Waiting />}
              {!first && unfilled !== null && <FilteredNotice why={unfilled} />}
              {!first &&
                unfilled === null &&
                (empty ? <NoOrders status={status} /> : view && children(view, format))}
              {!first && view && footer?.(view, format)}
              {!first && <NumbersOf status={status} />}
              {!first && <DaysToRecount status={status} />}
            </BlockStack>
          </Page>
        </FilesOfPage>
        <Sheet
          facts={status.sheets}
          format={format}
          more={(sheet) => view && !empty && inSheets[sheet]?.(view, format)}
        />
      </FilteredContext.Provider>
    </main>
  );
}

function Notice({ status }: { status: PageStatus }) {
  const { t } = useTranslation('import');
  const format = useFormat(status);
  if (status.past !== null) return <PastDayNotice status={status} />;
  if (status.following.troubles.length > 0) return <Troubles status={status} />;
  if (status.following.waiting !== null) return <ChangesWaiting status={status} />;
  if (status.stale)
    return (
      <Banner tone="warning" title={t('stale.title')}>
        {t('stale.body', { time: format.moment(status.computedAt) })}
      </Banner>
    );
  if (daysWithoutOrders(status) !== null) return <OldOrders status={status} />;
  if (status.partial)
    return (
      <Banner tone="info" title={t('partial.title')}>
        {t('partial.body')}
      </Banner>
    );
  if (status.importing.limitedTo60Days)
    return (
      <Banner tone="info" title={t('limited.title')}>
        {t('limited.body')}
      </Banner>
    );
  return null;
}

/** A placeholder for numbers to come: nothing jumps when they arrive. */
function Waiting() {
  const { t } = useTranslation('import');
  return (
    <div aria-busy="true" aria-label={t('waiting')} role="group">
      <BlockStack gap="400">
        <div className="om-two">
          {[1, 2].map((key) => (
            <Card key={key}>
              <BlockStack gap="400">
                <SkeletonDisplayText size="medium" />
                <SkeletonBodyText lines={4} />
              </BlockStack>
            </Card>
          ))}
        </div>
        <Card>
          <SkeletonBodyText lines={8} />
        </Card>
      </BlockStack>
    </div>
  );
}

function NumbersOf({ status }: { status: PageStatus }) {
  const { t } = useTranslation('import');
  const format = useFormat(status);
  return (
    <p className="om-range om-bare">
      {t('asOf', { day: format.day(lastDay(status.asOf)), time: format.moment(status.computedAt) })}
    </p>
  );
}
