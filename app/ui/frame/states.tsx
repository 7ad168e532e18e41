import { Banner, Button, Card, BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { lastDay } from '../numbers/last-day';
import { useFormat } from '../numbers/use-format';
import { daysBetween } from '../numbers/days-between';
import type { PageStatus } from './page-status';
import { ToDay } from './strip/to-day';

interface StateProps {
  status: PageStatus;
}

/** A shop without customers to count, for its true reason: no order yet, none by this day, or none that counts. */
export function NoOrders({ status }: StateProps) {
  const { t } = useTranslation('frame');
  const format = useFormat(status);
  const { orderDays, asOf } = status;
  const why =
    orderDays === null
      ? 'noOrder'
      : asOf !== null && asOf <= orderDays.first
        ? 'beforeFirst'
        : 'noneCounts';
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {t(`empty.${why}.title`, { day: format.day(lastDay(asOf)) })}
        </Text>
        <Text as="p">{t(`empty.${why}.body`, { day: format.day(orderDays?.first) })}</Text>
      </BlockStack>
    </Card>
  );
}

/** A shop without an order for so long shows numbers that no longer say how it is: half a year. */
const OLD_DAYS = 182;
const DAYS_OF_YEAR = 365.25;

/** Days since the newest order of a shop that has long had none, as of today; null for a living one. */
export function daysWithoutOrders({ past, orderDays, today }: PageStatus): number | null {
  if (past !== null || orderDays === null) return null;
  const days = daysBetween(orderDays.last, today);
  return days < OLD_DAYS ? null : days;
}

/** Notice of numbers without recent orders, such as those of an old export, with the day to look at instead. */
export function OldOrders({ status }: StateProps) {
  const { t } = useTranslation('frame');
  const format = useFormat(status);
  const days = daysWithoutOrders(status);
  if (days === null || status.orderDays === null) return null;
  const years = Math.floor(days / DAYS_OF_YEAR);
  const months = Math.floor((days / DAYS_OF_YEAR) * 12);
  const day = format.day(status.orderDays.last);
  return (
    <Banner tone="warning" title={t('old.title', { day })}>
      <BlockStack gap="200">
        <p>
          {years > 0
            ? t('old.years', { count: years, n: format.number(years) })
            : t('old.months', { count: months, n: format.number(months) })}{' '}
          {status.mostLapsed && t('old.lapsed')}
        </p>
        <AskDay day={status.orderDays.last} label={t('old.show', { day })} />
      </BlockStack>
    </Banner>
  );
}

/** A button for the numbers up to a day. */
export function AskDay({ day, label }: { day: string; label: string }) {
  return (
    <ToDay>
      <input type="hidden" name="lastDay" value={day} />
      <Button submit>{label}</Button>
    </ToDay>
  );
}
