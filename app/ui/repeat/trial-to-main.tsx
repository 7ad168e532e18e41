import { Card, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../metrics/snapshot';
import { productName, sourceName } from '../frame/strip/filter-words';
import { Section } from '../frame/section';
import { Facts, Quantity } from '../numbers/quantity';
import { DataTable } from '../tables/data-table';
import { numbers, words, type Column } from '../tables/columns';
import type { PartProps } from './second-purchase';

type TrialToMainNumbers = NonNullable<Snapshot['trialToMain']>;
type Group = Pick<TrialToMainNumbers, 'customers' | 'within'>;

const DAYS = ['30', '60', '90'] as const satisfies readonly (keyof Group['within'])[];

/** How many of those who began with a trial go on; where no product is a trial, the way to say so. */
export function TrialToMain({ view, format }: PartProps) {
  const { t } = useTranslation('repeat');
  const { t: inFrame } = useTranslation('frame');
  const { trialToMain } = view;
  if (trialToMain === null)
    return (
      <Card>
        <Text as="p">
          {t('trial.noTrials')} <Link url="/app/settings/products">{t('trial.setRoles')}</Link>
        </Text>
      </Card>
    );
  const { customers, within, withinInterval, products, sources } = trialToMain;
  const why = t('trial.reason');
  const columns = <Row extends Group>(head: string, name: (row: Row) => string): Column<Row>[] => [
    words('name', head, name),
    numbers('customers', t('trial.customers'), (row) => row.customers, format.number),
    ...DAYS.map((days) =>
      numbers<Row>(
        `within${days}`,
        t('trial.within', { days: format.days(Number(days)) }),
        (row) => row.within[days],
        format.percent,
        days === '90' ? { main: true } : {},
      ),
    ),
  ];
  const share = within['90'];
  return (
    <Section
      title={t('trial.title')}
      term="repeat:definition.trialToMain"
      meaning={
        share === null
          ? undefined
          : t('trial.meaning', { n: format.number(share * 100), of: format.people(customers) })
      }
    >
      <Facts>
        {DAYS.map((days) => (
          <Quantity
            key={days}
            small={days !== '90'}
            term="repeat:definition.trialToMain"
            label={t('trial.within', { days: format.days(Number(days)) })}
            value={within[days] === null ? null : format.percent(within[days])}
            range={
              withinInterval[days] &&
              t('f2.intervalIs', { range: format.percentRange(withinInterval[days]) })
            }
            reason={why}
          />
        ))}
      </Facts>
      {products.length > 1 && (
        <DataTable<TrialToMainNumbers['products'][number]>
          caption={t('trial.byProduct')}
          columns={columns(t('trial.product'), ({ title }) => productName(inFrame, title))}
          rows={products}
          keyOf={({ productId }) => productId}
          folds="rows"
        />
      )}
      {sources.some(({ source }) => source !== null) && (
        <DataTable<TrialToMainNumbers['sources'][number]>
          caption={t('trial.bySource')}
          columns={columns(t('trial.source'), ({ source }) =>
            sourceName(inFrame, source ?? 'unknown'),
          )}
          rows={sources}
          keyOf={({ source }) => source ?? ''}
          folds="rows"
        />
      )}
      <p className="om-range">
        {t('trial.note')} <Link url="/app/settings/products">{t('trial.changeRoles')}</Link>
      </p>
    </Section>
  );
}
