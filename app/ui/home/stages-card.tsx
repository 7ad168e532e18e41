import { Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { STAGES, type Stage } from '../../terms/stages';
import { ChartFigure } from '../charts/chart-figure';
import { Section } from '../frame/section';
import { numbers, words, type Column } from '../tables/columns';
import { StageBars } from '../stages/stage-bars';
import type { PageFormat } from '../numbers/use-format';
import type { HomeView } from './view';

/** On which of the seven stages customers stand. */
export function StagesCard({ view, format }: { view: HomeView; format: PageFormat }) {
  const { t } = useTranslation(['home', 'stages']);
  const { stages, customers } = view;
  const loyal = customers - stages.purchaser - stages.customer;
  const table = {
    columns: [
      words('stage', t('stages:distribution.stage'), (stage) => t(`stages:name.${stage}`)),
      numbers(
        'customers',
        t('stages:distribution.customers'),
        (stage) => stages[stage],
        format.number,
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
        loyal: format.number(loyal),
        share: format.percent(loyal / customers),
      })}
      more={<Link url="/app/stages">{t('home:stages.more')}</Link>}
    >
      <ChartFigure title={t('home:stages.title')} table={table}>
        <StageBars stages={stages} customers={customers} format={format} />
      </ChartFigure>
    </Section>
  );
}
