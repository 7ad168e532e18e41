import { useLocation } from '@remix-run/react';
import { Banner, BlockStack, Card, Link, Spinner, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { PageStatus } from './page-status';
import { AskDay } from './states';
import { useView, ViewContext } from './view-address';
import { lastDay } from '../numbers/last-day';
import { useFormat } from '../numbers/use-format';

/** Shown instead of, or above, the numbers of a past day. */
export function PastDayNotice({ status }: { status: PageStatus }) {
  const { t } = useTranslation('import');
  const format = useFormat(status);
  const { pathname } = useLocation();
  const view = useView();
  if (status.past === null) return null;
  const day = format.day(lastDay(status.past.asOf));
  const { state } = status.past;
  const back = (
    <ViewContext.Provider value={{ ...view, asOf: null }}>
      <Link url={pathname}>{t('past.back')}</Link>
    </ViewContext.Provider>
  );
  if (state === 'shown')
    return (
      <Banner tone="info" title={t('past.shown', { day })}>
        {status.past.changed && status.rulesChangedAt === null && (
          <p>{t('following:pastChanged')}</p>
        )}
        {back}
      </Banner>
    );
  return (
    <Card>
      <div role="status" aria-live="polite">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {t(state === 'unknown' ? 'past.none' : 'past.counting', { day })}
          </Text>
          {state === 'unknown' ? (
            <AskDay day={lastDay(status.past.asOf) ?? status.past.asOf} label={t('frame:askDay')} />
          ) : (
            <Text as="p">
              <Spinner size="small" /> {t(`past.${state}`)}
            </Text>
          )}
          {back}
        </BlockStack>
      </div>
    </Card>
  );
}
