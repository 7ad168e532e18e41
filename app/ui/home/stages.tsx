import { Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { STAGES, type Stage } from '../../terms/stages';
import { ChartFigure } from '../charts/chart-figure';
import { Section } from '../frame/section';
import { Term } from '../numbers/definition';
import { numbers, words, type Column } from '../tables/columns';
import type { PageFormat } from '../numbers/use-format';
import { customersColumn } from '../people/customers-column';
import { Customers } from '../people/customers-column';
import { YearlyHealth } from '../numbers/yearly-health';
import type { HomeView } from './view';
import '../charts/legend.css';
import './stages.css';

/** One bar of the seven stages, and the health line under it. */
export function Stages({ view, format }: { view: HomeView; format: PageFormat }) {
  const { t } = useTranslation(['home', 'stages']);
  const { stages, customers, health } = view;
  const loyal = customers - stages.purchaser - stages.customer;
  const share = (some: number) => format.percent(customers === 0 ? null : some / customers);
  const starts = STAGES.map((_, at) =>
    STAGES.slice(0, at).reduce((sum, stage) => sum + stages[stage], 0),
  );
  const table = {
    columns: [
      words('stage', t('stages:distribution.stage'), (stage) => t(`stages:name.${stage}`)),
      customersColumn(
        'customers',
        t('stages:distribution.customers'),
        (stage) => stages[stage],
        format.number,
        (stage) => [[{ field: 'stage', is: [stage] }]],
        { main: true },
      ),
      numbers(
        'share',
        t('stages:distribution.share'),
        (stage) => stages[stage] / customers,
        format.percent,
      ),
    ] satisfies Column<Stage>[],
    rows: STAGES,
    keyOf: String,
  };
  return (
    <Section
      title={t('home:stages.title')}
      term="stages:definition.stages"
      meaning={t('home:stages.meaning', {
        count: loyal,
        loyal: format.people(loyal),
        share: share(loyal),
      })}
      more={<Link url="/app/stages">{t('home:stages.more')}</Link>}
    >
      <ChartFigure title={t('home:stages.title')} table={table}>
        <svg
          className="om-stage-line"
          viewBox={`0 0 ${Math.max(1, customers)} 1`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {STAGES.map((stage, at) => (
            <rect
              key={stage}
              className={`om-tone-${at + 1}`}
              x={starts[at]}
              width={stages[stage]}
              height={1}
            />
          ))}
        </svg>
        <ul className="om-legend">
          {STAGES.map((stage, at) => (
            <li key={stage}>
              <span className={`om-key om-tone-${at + 1}`} aria-hidden="true" /> {at + 1}{' '}
              {t(`stages:name.${stage}`)}{' '}
              <Customers
                count={stages[stage]}
                who={[[{ field: 'stage', is: [stage] }]]}
                text={format.heads(stages[stage])}
              />
            </li>
          ))}
        </ul>
      </ChartFigure>
      <div>
        <Text as="p">
          <Term name="ltv:definition.healthLine">{t('home:health.name')}</Term>{' '}
          {t(health.amount === null ? 'home:health.purchasesOnly' : 'home:health.shares', {
            line: format.money(health.amount),
            purchases: health.purchases,
            amount: share(health.reachedAmount),
            times: share(health.reachedPurchases),
            both: share(health.reachedBoth),
          })}
        </Text>
        <YearlyHealth {...view} format={format} />
      </div>
    </Section>
  );
}
