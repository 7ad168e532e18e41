import { useTranslation } from 'react-i18next';
import { STAGES } from '../../terms/stages';
import { ChartFigure } from '../charts/chart-figure';
import { Term } from '../numbers/definition';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import { STAGE_TERMS, StageBars } from './stage-bars';
import type { StagesView } from './view';
import '../charts/table.css';

export interface PartProps {
  view: StagesView;
  format: PageFormat;
}

/** The seven stages: customers, revenue, what one is worth, days to the next. */
export function Distribution({ view, format }: PartProps) {
  const { t } = useTranslation('stages');
  const { customers, stages } = view;
  const most = STAGES.reduce((a, b) => (stages[b] > stages[a] ? b : a));
  const table = {
    columns: [
      { key: 'stage', label: t('distribution.stage') },
      { key: 'customers', label: t('distribution.customers') },
      { key: 'share', label: t('distribution.share') },
      { key: 'revenue', label: t('distribution.revenue') },
      { key: 'mean', label: t('distribution.mean') },
      {
        key: 'days',
        label: <Term name="stages:definition.daysToNextStage">{t('distribution.days')}</Term>,
      },
    ],
    rows: STAGES.map((stage, index) => {
      const group = view.details[stage];
      const size = group?.customers ?? stages[stage];
      return {
        key: stage,
        cells: [
          <span key="name" className="om-whole">
            {index + 1} <Term name={STAGE_TERMS[stage]}>{t(`name.${stage}`)}</Term>
          </span>,
          format.number(stages[stage]),
          format.percent(customers === 0 ? null : stages[stage] / customers),
          format.money(group?.revenue),
          format.money(size > 0 && group ? group.revenue / size : null),
          days(view.daysToNext[stage] ?? null),
        ],
      };
    }),
  };
  return (
    <Section
      title={t('distribution.title')}
      term="stages:definition.stages"
      meaning={t('distribution.meaning', {
        stage: t(`name.${most}`),
        n: format.people(stages[most]),
        share: format.percent(stages[most] / customers),
      })}
    >
      <ChartFigure title={t('distribution.title')} table={table} note={t('distribution.note')} open>
        <StageBars stages={stages} customers={customers} format={format} />
      </ChartFigure>
    </Section>
  );

  function days(value: number | null): string {
    return value === null ? format.number(null) : format.days(Math.round(value));
  }
}
