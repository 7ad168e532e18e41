import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { STAGES } from '../../terms/stages';
import { ChartFigure } from '../charts/chart-figure';
import { ColumnChart, columnMiddle } from '../charts/column-chart';
import { valueAxis } from '../charts/scale';
import { lastDay } from '../numbers/last-day';
import { Section } from '../frame/section';
import type { PartProps } from './distribution';
import { isFirstMonth } from './view';
import '../charts/legend.css';

/** Labels along the months; a telephone has no room for more. */
const LABELS = 4;

/** Customers by stage at each month's end. */
export function History({ view, format }: PartProps) {
  const { t } = useTranslation('stages');
  const { history, monthsToCome } = view;
  const label = (asOf: string) => format.month(lastDay(asOf)?.slice(0, 7));
  const total = (index: number) =>
    STAGES.reduce((sum, stage) => sum + (history[index]?.stages[stage] ?? 0), 0);
  const first = history[0];
  const coming = monthsToCome > 0 && (
    <Text as="p" tone="subdued">
      {t('history.coming', { count: monthsToCome, n: format.number(monthsToCome) })}
    </Text>
  );
  if (history.length < 2 || first === undefined)
    return (
      <Section
        title={t('history.title')}
        term="stages:definition.history"
        meaning={t(isFirstMonth(view) ? 'history.firstMonth' : 'history.notYet')}
      >
        {coming}
      </Section>
    );
  const table = {
    columns: [
      { key: 'month', label: t('history.month') },
      ...STAGES.map((stage) => ({ key: stage, label: t(`name.${stage}`) })),
    ],
    rows: [...history].reverse().map((end) => ({
      key: end.asOf,
      cells: [label(end.asOf), ...STAGES.map((stage) => format.number(end.stages[stage]))],
    })),
  };
  const step = Math.max(1, Math.ceil(history.length / LABELS));
  return (
    <Section
      title={t('history.title')}
      term="stages:definition.history"
      meaning={t('history.meaning', {
        from: label(first.asOf),
        before: format.people(total(0)),
        now: format.people(total(history.length - 1)),
      })}
    >
      <ChartFigure title={t('history.title')} table={table} note={t('history.note')}>
        <ColumnChart
          label={t('history.chart', { from: label(first.asOf), to: label(view.asOf) })}
          height={260}
          gap={0.12}
          y={valueAxis(
            history.map((_, index) => total(index)),
            format.heads,
          )}
          yTitle={t('distribution.customers')}
          columns={history.map((end) => ({
            key: end.asOf,
            parts: STAGES.map((stage, index) => ({
              key: stage,
              value: end.stages[stage],
              tone: `om-tone-${index + 1}`,
            })),
          }))}
          ticks={history
            .map((end, index) => ({
              at: columnMiddle(index, history.length),
              label: label(end.asOf),
            }))
            .filter((_, index) => index % step === 0)}
        />
        <ul className="om-legend">
          {STAGES.map((stage, index) => (
            <li key={stage}>
              <span className={`om-key om-tone-${index + 1}`} aria-hidden="true" />
              {index + 1} {t(`name.${stage}`)}
            </li>
          ))}
        </ul>
      </ChartFigure>
      {coming}
    </Section>
  );
}
