import { Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { STAGES, type Stage } from '../../terms/stages';
import { ChartFigure } from '../charts/chart-figure';
import { ChangeLine } from '../numbers/change';
import { Term } from '../numbers/definition';
import { Section } from '../frame/section';
import { amounts, numbers, words, type Column } from '../tables/columns';
import type { PageFormat } from '../numbers/use-format';
import { STAGE_TERMS, StageBars } from './stage-bars';
import type { StagesView } from './view';

export interface PartProps {
  view: StagesView;
  format: PageFormat;
}

/** The seven stages: customers, revenue, what one is worth, days to the next. */
export function Distribution({ view, format }: PartProps) {
  const { t } = useTranslation(['stages', 'home']);
  const { customers, stages } = view;
  const most = STAGES.reduce((a, b) => (stages[b] > stages[a] ? b : a));
  const rows: Row[] = STAGES.map((stage) => ({
    stage,
    customers: stages[stage],
    revenue: view.details[stage]?.revenue ?? null,
    mean: meanOf(view.details[stage]),
    days: view.daysToNext[stage] ?? null,
  }));
  const table = {
    columns: [
      words('stage', t('distribution.stage'), ({ stage }) => name(stage), {
        show: ({ stage }) =>
          stage === null ? (
            name(stage)
          ) : (
            <>
              {STAGES.indexOf(stage) + 1} <Term name={STAGE_TERMS[stage]}>{name(stage)}</Term>
            </>
          ),
      }),
      numbers('customers', t('distribution.customers'), (row) => row.customers, format.number, {
        main: true,
      }),
      numbers(
        'share',
        t('distribution.share'),
        (row) => (customers === 0 ? null : row.customers / customers),
        format.percent,
      ),
      amounts('revenue', t('distribution.revenue'), ({ revenue }) => revenue, format),
      amounts('mean', t('distribution.mean'), ({ mean }) => mean, format),
      numbers('days', t('distribution.days'), ({ days }) => days, format.days, {
        text: ({ days }) =>
          days === 0 ? t('distribution.met') : format.days(days === null ? null : Math.round(days)),
        term: 'stages:definition.daysToNextStage',
      }),
    ] satisfies Column<Row>[],
    rows,
    keyOf: ({ stage }: Row) => stage ?? '',
    total: totalOf(rows, customers),
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
      more={
        <p>
          <Link url="/app/settings/rules">{t('distribution.rules')}</Link>
        </p>
      }
    >
      {view.comparison && (
        <ChangeLine
          change={view.comparison.loyal}
          since={view.comparison.before}
          format={format}
          of={t('home:moved.name.loyal')}
        />
      )}
      <ChartFigure title={t('distribution.title')} table={table} note={t('distribution.note')} open>
        <StageBars stages={stages} customers={customers} format={format} />
      </ChartFigure>
    </Section>
  );

  function name(stage: Stage | null): string {
    return stage === null ? t('distribution.all') : t(`name.${stage}`);
  }
}

/** null: all stages */
interface Row {
  stage: Stage | null;
  customers: number;
  revenue: number | null;
  /** revenue per customer */
  mean: number | null;
  /** median days to the next stage */
  days: number | null;
}

function meanOf(group: { customers: number; revenue: number } | undefined): number | null {
  return group === undefined || group.customers === 0 ? null : group.revenue / group.customers;
}

/** All stages; the revenue is unknown where a stage's is. */
function totalOf(rows: Row[], customers: number): Row {
  const revenue = rows.reduce<number | null>(
    (sum, row) => (sum === null || row.revenue === null ? null : sum + row.revenue),
    0,
  );
  const mean = revenue === null ? null : meanOf({ customers, revenue });
  return { stage: null, customers, revenue, mean, days: null };
}
