import { BlockStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../metrics/snapshot';
import { LEFT_OUT_REASONS, type LeftOutReason } from '../../terms/left-out-reasons';
import { leftOutAddress } from '../numbers/left-out-address';
import type { PageFormat } from '../numbers/use-format';
import './left-out.css';

interface LeftOutProps {
  orders: Snapshot['orders'];
  format: PageFormat;
}

/** A link to Shopify's list of the orders whose payment is pending. */
export function PendingOrders() {
  const { t } = useTranslation('numbers');
  return (
    <Link url="shopify://admin/orders?financial_status=pending" target="_top">
      {t('leftOut.seePending')}
    </Link>
  );
}

/** The number of orders behind the numbers, and the excluded ones by reason; those of now open their list. */
export function LeftOut({ orders, format }: LeftOutProps) {
  const { t } = useTranslation('numbers');
  const reasons = LEFT_OUT_REASONS.filter((reason) => (orders.excluded[reason] ?? 0) > 0);
  const left = orders.read - orders.counted;
  const worth = (reason: LeftOutReason) => {
    const amount = orders.excludedRevenue[reason];
    return amount ? format.money(amount) : '';
  };
  return (
    <BlockStack gap="200">
      <Text as="p">
        {t('leftOut.summary', {
          count: left,
          read: format.number(orders.read),
          counted: format.number(orders.counted),
          left: format.number(left),
        })}
      </Text>
      {reasons.length > 0 && (
        <details className="om-more">
          <summary>{t('leftOut.open')}</summary>
          <ul className="om-reasons">
            {reasons.map((reason) => (
              <li key={reason}>
                <span>
                  {format.pastDay === null ? (
                    <Link url={leftOutAddress(reason)}>{t(`leftOut.reason.${reason}`)}</Link>
                  ) : (
                    t(`leftOut.reason.${reason}`)
                  )}
                </span>
                <strong>
                  {t('orders', {
                    count: orders.excluded[reason] ?? 0,
                    n: format.number(orders.excluded[reason] ?? 0),
                  })}
                </strong>
                <span className="om-range">{worth(reason)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Link url="/app/settings/data">{t('leftOut.data')}</Link>
      {orders.longPending > 0 && (
        <Text as="p" tone="caution">
          {t('leftOut.longPending', {
            count: orders.longPending,
            n: format.number(orders.longPending),
          })}{' '}
          <PendingOrders />
        </Text>
      )}
    </BlockStack>
  );
}
