import { BlockStack } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { OrdersSetApart } from '../../progress/set-apart';
import { BeginningNotice } from '../frame/beginning';
import { SweepCard } from '../frame/following';
import { LeftOut } from '../frame/left-out';
import type { PageStatus } from '../frame/page-status';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import { SetApart } from './set-apart';
import type { HomeView } from './view';

interface DetailsProps {
  view: HomeView;
  setApart: OrdersSetApart;
  status: PageStatus;
  format: PageFormat;
}

/** Folded: the orders behind the numbers, and the comparison with Shopify. */
export function HomeDetails({ view, setApart, status, format }: DetailsProps) {
  const { t } = useTranslation('home');
  const { orders, incompleteCustomers } = view;
  return (
    <details className="om-more om-bare">
      <summary>{t('details')}</summary>
      <BlockStack gap="400">
        {(orders.read > 0 || setApart.count > 0) && (
          <Section title={t('orders.title')} term="numbers:definition.leftOut">
            <LeftOut orders={orders} format={format} />
            {incompleteCustomers > 0 && (
              <p>
                {t('orders.incomplete', {
                  count: incompleteCustomers,
                  n: format.number(incompleteCustomers),
                })}
              </p>
            )}
            <BeginningNotice {...view} format={format} />
            <SetApart {...setApart} format={format} />
          </Section>
        )}
        <SweepCard status={status} />
      </BlockStack>
    </details>
  );
}
