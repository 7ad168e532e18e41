import {
  Banner,
  BlockStack,
  Card,
  Page,
  SkeletonBodyText,
  SkeletonDisplayText,
  Text,
} from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChangesWaiting, DaysToRecount, Troubles } from './following';
import { ImportCard } from './import-card';
import type { PageStatus } from './page-status';
import { lastDay } from '../numbers/last-day';
import { PastDayForm, PastDayNotice } from './past-day';
import '../base.css';
import { useFormat } from '../numbers/use-format';

interface PageFrameProps {
  title: string;
  /** what the page answers, in a line */
  subtitle?: string;
  status: PageStatus;
  /** the shop has no order that counts */
  empty: boolean;
  onRetry?: () => void;
  /** what stands even where the shop is empty: which orders were left out, and why */
  footer?: ReactNode;
  /** null before the first numbers */
  children: ReactNode;
}

/**
 * What every page of numbers has in common: its title, the day and hour of its numbers, at most one
 * notice, and the states in which there are no numbers to show.
 */
export function PageFrame(props: PageFrameProps) {
  const { title, status, empty, onRetry, footer, children } = props;
  const { importing, computedAt } = status;
  const busy = importing.state === 'running' || importing.state === 'failed';
  const first = computedAt === null;
  if (status.past !== null && status.past.state !== 'shown')
    return (
      <main>
        <Page title={title} subtitle={props.subtitle}>
          <BlockStack gap="400">
            <PastDayNotice status={status} />
            <PastDayForm status={status} />
          </BlockStack>
        </Page>
      </main>
    );
  return (
    <main>
      <Page title={title} subtitle={props.subtitle}>
        <BlockStack gap="400">
          {(first || busy) && <Troubles status={status} />}
          {first || busy ? (
            <ImportCard status={status} onRetry={onRetry} />
          ) : (
            <Notice status={status} />
          )}
          {first && importing.state !== 'failed' && <Waiting />}
          {!first && (empty ? <NoOrders /> : children)}
          {!first && footer}
          {!first && <NumbersOf status={status} />}
          {!first && <DaysToRecount status={status} />}
          {!first && !empty && <PastDayForm status={status} />}
        </BlockStack>
      </Page>
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

/** The place of the numbers to come: nothing jumps when they arrive. */
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

function NoOrders() {
  const { t } = useTranslation('import');
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t('empty.title')}
        </Text>
        <Text as="p">{t('empty.body')}</Text>
      </BlockStack>
    </Card>
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
