import { Form, useLocation } from '@remix-run/react';
import { Banner, BlockStack, Button, Card, Link, Spinner, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { PageStatus } from './page-status';
import { lastDay } from '../numbers/last-day';
import { useFormat } from '../numbers/use-format';
import './past-day.css';

/** Shown instead of, or above, the numbers of a past day. */
export function PastDayNotice({ status }: { status: PageStatus }) {
  const { t } = useTranslation('import');
  const format = useFormat(status);
  const { pathname } = useLocation();
  if (status.past === null) return null;
  const day = format.day(lastDay(status.past.asOf));
  const { state } = status.past;
  const back = <Link url={pathname}>{t('past.back')}</Link>;
  if (state === 'shown')
    return (
      <Banner tone="info" title={t('past.shown', { day })}>
        {status.past.changed && <p>{t('following:pastChanged')}</p>}
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
          {state !== 'unknown' && (
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

/** Requests the numbers as they would have stood after a past day. */
export function PastDayForm({ status }: { status: PageStatus }) {
  const { t } = useTranslation('import');
  const { pathname } = useLocation();
  return (
    <Form method="post" action="/app/past-day" className="om-past-day om-bare">
      <input type="hidden" name="page" value={pathname} />
      <label htmlFor="past-day">{t('past.label')}</label>
      <input
        id="past-day"
        type="date"
        name="lastDay"
        required
        max={lastDay(status.today) ?? ''}
        defaultValue={lastDay(status.past?.asOf ?? null) ?? ''}
      />
      <Button submit>{t('past.show')}</Button>
    </Form>
  );
}
