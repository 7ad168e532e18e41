import { useTranslation } from 'react-i18next';
import { subscriptionTexts } from '../../../i18n/late/subscriptions';
import { Section } from '../../frame/section';
import { productName } from '../../frame/strip/filter-words';
import { useLateTexts } from '../../frame/use-late-texts';
import { numbers as column, words, type Column } from '../../tables/columns';
import { DataTable } from '../../tables/data-table';
import type { SubscriptionNumbers, SubscriptionProps } from './subscriptions';

type Plan = SubscriptionNumbers['plans'][number];
type Product = SubscriptionNumbers['products'][number];

/** Survival by what the subscription began with: its plan, and its product. */
export function SurvivalGroups({ numbers, format }: Omit<SubscriptionProps, 'newcomersFrom'>) {
  const { t } = useLateTexts(subscriptionTexts);
  const { t: inFrame } = useTranslation('frame');
  const { plans, products, contractOrders } = numbers;
  const order = format.number(contractOrders);
  const columns = <Row extends Plan | Product>(
    head: string,
    name: (row: Row) => string,
  ): Column<Row>[] => [
    words('name', head, name),
    column('customers', t('customers'), (row) => row.customers, format.number),
    column('second', t('second'), (row) => row.second, format.percent),
    ...(contractOrders === 2
      ? []
      : [column<Row>('contract', t('contract', { order }), (row) => row.contract, format.percent)]),
    column('beyond', t('beyond', { order }), (row) => row.beyond, format.percent, {
      main: true,
    }),
  ];
  const planName = ({ planId, gapDays }: Plan) =>
    gapDays === null
      ? t('planOnce', { id: planId })
      : t('planEvery', { id: planId, days: format.days(Math.round(gapDays)) });
  if (plans.length === 0 && products.length === 0) return null;
  return (
    <>
      {plans.length > 0 && (
        <Section title={t('byPlan')} term="repeatMore:definition.subscriptions">
          <DataTable<Plan>
            caption={t('byPlan')}
            columns={columns(t('plan'), planName)}
            rows={plans}
            keyOf={({ planId }) => planId}
          />
        </Section>
      )}
      {products.length > 0 && (
        <Section title={t('byProduct')} term="repeatMore:definition.subscriptions">
          <DataTable<Product>
            caption={t('byProduct')}
            columns={columns(t('product'), ({ title }) => productName(inFrame, title))}
            rows={products}
            keyOf={({ productId }) => productId}
          />
        </Section>
      )}
    </>
  );
}
