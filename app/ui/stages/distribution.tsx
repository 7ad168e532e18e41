import { Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { STAGES, type Stage } from '../../terms/stages';
import { ChartFigure } from '../charts/chart-figure';
import { ChangeLine } from '../numbers/change';
import { Term } from '../numbers/definition';
import { lastDay } from '../numbers/last-day';
import { Section } from '../frame/section';
import { amounts, numbers, words, type Column } from '../tables/columns';
import { stepApart } from '../numbers/step-apart';
import type { PageFormat } from '../numbers/use-format';
import { Customers } from '../people/customers-column';
import { STAGE_TERMS, StageBars } from './stage-bars';
import { stageChanges, stepWorth, type StagesView } from './view';

export interface PartProps {
  view: StagesView;
  format: PageFormat;
}

/** The seven stages: customers, revenue, what one is worth, days to the next, what a step up is worth, and the change. */
export function Distribution({ view, format }: PartProps) {
  const { t } = useTranslation(['stages', 'home']);
  const { customers, stages } = view;
  const most = STAGES.reduce((a, b) => (stages[b] > stages[a] ? b : a));
  const changes = stageChanges(view);
  const rows: Row[] = STAGES.map((stage) => ({
    stage,
    customers: stages[stage],
    revenue: view.details[stage]?.revenue ?? null,
    mean: meanOf(view.details[stage]),
    days: view.daysToNext[stage] ?? null,
    stake: stepWorth(view.details, stage),
    change: changes?.[stage] ?? null,
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
        show: (row) => (
          <Customers
            count={row.customers}
            who={row.stage === null ? [] : [[{ field: 'stage', is: [row.stage] }]]}
            text={format.number(row.customers)}
          />
        ),
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
      amounts('stake', t('distribution.stake'), ({ stake }) => stake, format, {
        term: 'stages:definition.valueAtStake',
      }),
      ...(view.moves === null
        ? []
        : [
            numbers<Row>(
              'change',
              t('distribution.change'),
              ({ change }) => change,
              (change) => signed(change, format),
            ),
          ]),
    ] satisfies Column<Row>[],
    rows,
    keyOf: ({ stage }: Row) => stage ?? '',
    total: totalOf(rows, customers),
  };
  const { valueAtStake: stake } = view;
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
      <Text as="p">{stake === null ? t('stake.none') : stakeMeaning(stake)}</Text>
      <ChartFigure
        title={t('distribution.title')}
        table={table}
        note={
          view.moves === null
            ? t('distribution.note')
            : t('distribution.noteSince', { day: format.day(lastDay(view.moves.since)) })
        }
        open
      >
        <StageBars stages={stages} customers={customers} format={format} />
      </ChartFigure>
    </Section>
  );

  function stakeMeaning({ from, to, amount }: NonNullable<typeof stake>): string {
    const [low, high] = [meanOf(view.details[from]), meanOf(view.details[to])];
    const step = stepApart(low, high, format);
    return t('stake.meaning', {
      from: t(`name.${from}`),
      to: t(`name.${to}`),
      customers: format.people(stages[from]),
      low: format.headlineMoney(low, step),
      high: format.headlineMoney(high, step),
      amount: format.headlineMoney(amount),
    });
  }

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
  /** what one step up is worth for all of them; null: not more */
  stake: number | null;
  /** customers more than on the day to compare with */
  change: number | null;
}

/** With its sign: ＋12 or −3. */
function signed(change: number | null, format: PageFormat): string {
  if (change === null || change === 0) return format.number(change);
  return `${change > 0 ? '+' : '−'}${format.number(Math.abs(change))}`;
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
  const change = rows.reduce<number | null>(
    (sum, row) => (sum === null || row.change === null ? null : sum + row.change),
    0,
  );
  return { stage: null, customers, revenue, mean, days: null, stake: null, change };
}
