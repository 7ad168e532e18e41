import { useTranslation } from 'react-i18next';
import { ChartFigure } from '../charts/chart-figure';
import { ColumnChart, columnMiddle } from '../charts/column-chart';
import { valueAxis } from '../charts/scale';
import { Section } from '../frame/section';
import type { PartProps } from './score-card';
import { GROUP_TONES, groupOf } from './view';

/** The least top of the axis: so few customers still get whole numbers. */
const LEAST_TOP = 4;

/** Customers by score, 0 to 10, of their latest answer. */
export function Distribution({ view, format }: PartProps) {
  const { t } = useTranslation('nps');
  const { distribution, headline } = view.nps;
  if (headline.answers === 0) return null;
  const highest = Math.max(...distribution);
  const most = distribution.indexOf(highest);
  const tie = distribution.lastIndexOf(highest) !== most;
  const few = headline.score === null;
  const points = (score: number) => t('points', { count: score, n: format.number(score) });
  const table = {
    columns: [
      { key: 'score', label: t('distribution.score') },
      { key: 'group', label: t('distribution.group'), words: true },
      { key: 'customers', label: t('distribution.customers') },
      { key: 'share', label: t('distribution.share') },
    ],
    rows: distribution.map((customers, score) => ({
      key: String(score),
      cells: [
        points(score),
        t(`group.${groupOf(score)}`),
        format.number(customers),
        format.percent(few ? null : customers / headline.answers),
      ],
    })),
  };
  return (
    <Section
      title={t('distribution.title')}
      term="nps:definition.npsDistribution"
      meaning={
        few
          ? t('distribution.few')
          : tie
            ? undefined
            : t('distribution.meaning', { score: points(most), n: format.people(highest) })
      }
    >
      <ChartFigure title={t('distribution.title')} table={table} note={t('distribution.note')}>
        <ColumnChart
          label={
            tie ? t('distribution.chartTie') : t('distribution.chart', { score: points(most) })
          }
          height={200}
          y={valueAxis([...distribution, LEAST_TOP], (value) => format.number(value))}
          yTitle={t('distribution.customers')}
          columns={distribution.map((customers, score) => ({
            key: String(score),
            parts: [{ key: 'all', value: customers, tone: GROUP_TONES[groupOf(score)] }],
          }))}
          ticks={distribution.map((_, score) => ({
            at: columnMiddle(score, distribution.length),
            label: String(score),
          }))}
        />
      </ChartFigure>
    </Section>
  );
}
