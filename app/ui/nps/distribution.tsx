import { useTranslation } from 'react-i18next';
import { ChartFigure } from '../charts/chart-figure';
import { ColumnChart, columnMiddle } from '../charts/column-chart';
import { valueAxis } from '../charts/scale';
import { Section } from '../frame/section';
import type { Who } from '../../terms/people';
import { customersColumn } from '../people/customers-column';
import { usePeopleAddress } from '../people/people-link';
import { inFile, numbers, words, type Column } from '../tables/columns';
import type { PartProps } from './score-card';
import { GROUP_TONES, groupOf } from './view';
import { whoGave } from './whose';

/** The least top of the axis: so few customers still get whole numbers. */
const LEAST_TOP = 4;

/** Customers of a score; null: of all */
interface Row {
  score: number | null;
  customers: number;
}

/** Customers by score, 0 to 10, of their latest answer. */
export function Distribution({ view, format }: PartProps) {
  const { t } = useTranslation('nps');
  const { distribution, headline } = view.nps;
  const addressOf = usePeopleAddress();
  if (headline.answers === 0) return null;
  const highest = Math.max(...distribution);
  const most = distribution.indexOf(highest);
  const tie = distribution.lastIndexOf(highest) !== most;
  const few = headline.score === null;
  const openOf = (who: Who | null) => (who === null ? null : addressOf(who));
  const points = (score: number) => t('points', { count: score, n: format.number(score) });
  const share = ({ customers }: Row) => (few ? null : customers / headline.answers);
  const table = {
    columns: [
      numbers('score', t('distribution.score'), ({ score }) => score, String, {
        text: ({ score }) => (score === null ? t('distribution.all') : points(score)),
        ...inFile(t('distribution.score'), ({ score }) => score ?? t('distribution.all')),
      }),
      words('group', t('distribution.group'), ({ score }) =>
        score === null ? '' : t(`group.${groupOf(score)}`),
      ),
      customersColumn(
        'customers',
        t('distribution.customers'),
        (row) => row.customers,
        format.number,
        ({ score }) => whoGave(view.nps, score),
        { main: true },
      ),
      numbers('share', t('distribution.share'), share, format.percent),
    ] satisfies Column<Row>[],
    rows: distribution.map((customers, score) => ({ score, customers })),
    keyOf: ({ score }: Row) => String(score),
    total: { score: null, customers: headline.answers },
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
          read={(score) => ({
            name: points(score),
            text: format.people(distribution[score] ?? null),
            open: distribution[score] ? openOf(whoGave(view.nps, score)) : null,
          })}
          ticks={distribution.map((_, score) => ({
            at: columnMiddle(score, distribution.length),
            label: String(score),
          }))}
        />
      </ChartFigure>
    </Section>
  );
}
