import { useTranslation } from 'react-i18next';
import { segmentTexts } from '../../i18n/late/segments';
import { SEGMENTS } from '../../terms/segments';
import { ChartFigure } from '../charts/chart-figure';
import { ColumnChart, columnMiddle } from '../charts/column-chart';
import { valueAxis } from '../charts/scale';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { lastDay } from '../numbers/last-day';
import { inFile, numbers, type Column } from '../tables/columns';
import type { PartProps } from './segments-page';
import '../charts/legend.css';

/** Labels along the months; a telephone has no room for more. */
const LABELS = 4;

/** The colours of the segments: they differ in lightness as well as in hue. */
const TONES = {
  firstTime: 'om-tone-1',
  second: 'om-tone-3',
  trend: 'om-tone-detractors',
  loyal: 'om-tone-7',
} as const;

type End = PartProps['view']['sizes'][number];

const monthOf = ({ asOf }: End) => (lastDay(asOf) ?? asOf).slice(0, 7);
const sumOf = ({ segments }: End) => SEGMENTS.reduce((sum, one) => sum + segments[one], 0);

/** Customers by segment at each month's end. */
export function Sizes({ view, format }: PartProps) {
  const { t } = useLateTexts(segmentTexts);
  const { t: names } = useTranslation('nps');
  const { sizes } = view;
  const [first] = sizes;
  const last = sizes.at(-1);
  if (sizes.length < 2 || first === undefined || last === undefined)
    return (
      <Section
        title={t('sizes.title')}
        term="segments:definition.sizes"
        meaning={t('sizes.notYet')}
      />
    );
  const label = (end: End) => format.month(monthOf(end));
  const table = {
    columns: [
      numbers('month', t('sizes.month'), ({ asOf }) => Date.parse(asOf), String, {
        text: label,
        ...inFile(t('sizes.month'), monthOf),
      }),
      numbers('all', t('all'), sumOf, format.number, { main: true }),
      ...SEGMENTS.map((segment) =>
        numbers<End>(
          segment,
          names(`segment.${segment}`),
          ({ segments }) => segments[segment],
          format.number,
        ),
      ),
    ] satisfies Column<End>[],
    rows: [...sizes].reverse(),
    keyOf: ({ asOf }: End) => asOf,
  };
  const step = Math.max(1, Math.ceil(sizes.length / LABELS));
  return (
    <Section
      title={t('sizes.title')}
      term="segments:definition.sizes"
      meaning={t('sizes.meaning', {
        from: label(first),
        name: names('segment.loyal'),
        before: format.people(first.segments.loyal),
        now: format.people(last.segments.loyal),
      })}
    >
      <ChartFigure title={t('sizes.title')} table={table} note={t('sizes.note')}>
        <ColumnChart
          label={t('sizes.chart', { from: label(first), to: label(last) })}
          height={240}
          gap={0.12}
          y={valueAxis(sizes.map(sumOf), format.heads)}
          yTitle={t('customers')}
          columns={sizes.map((end) => ({
            key: end.asOf,
            parts: SEGMENTS.map((segment) => ({
              key: segment,
              value: end.segments[segment],
              tone: TONES[segment],
            })),
          }))}
          read={(index) => {
            const end = sizes[index] ?? first;
            return {
              name: label(end),
              text: t('sizes.read', {
                all: format.people(sumOf(end)),
                segments: SEGMENTS.map(
                  (segment) =>
                    `${names(`segment.${segment}`)} ${format.number(end.segments[segment])}`,
                ).join(t('comma')),
              }),
            };
          }}
          ticks={sizes
            .map((end, index) => ({ at: columnMiddle(index, sizes.length), label: label(end) }))
            .filter((_, index) => index % step === 0)}
        />
        <ul className="om-legend">
          {SEGMENTS.map((segment) => (
            <li key={segment}>
              <span className={`om-key ${TONES[segment]}`} aria-hidden="true" />
              {names(`segment.${segment}`)}
            </li>
          ))}
        </ul>
      </ChartFigure>
    </Section>
  );
}
