import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { STAGES } from '../../terms/stages';
import { ChartFigure } from '../charts/chart-figure';
import { ColumnChart, columnMiddle } from '../charts/column-chart';
import { valueAxis } from '../charts/scale';
import { lastDay } from '../numbers/last-day';
import { Section } from '../frame/section';
import { inFile, numbers, words, type Column } from '../tables/columns';
import type { PartProps } from './distribution';
import { placeMarks, sayMark } from './rule-marks';
import { isFirstMonth } from './view';
import '../charts/chart-figure.css';
import '../charts/legend.css';

/** Labels along the months; a telephone has no room for more. */
const LABELS = 4;

type End = PartProps['view']['history'][number];

/** The month that ends before D. */
function monthOf(asOf: string): string {
  return (lastDay(asOf) ?? asOf).slice(0, 7);
}

/** Customers of all stages. */
function sumOf({ stages }: End): number {
  return STAGES.reduce((sum, stage) => sum + stages[stage], 0);
}

/** Why there is no history: of some customers none is kept. */
function whyNone(view: PartProps['view']) {
  if (view.monthsToCome === null) return 'history.filtered';
  return isFirstMonth(view) ? 'history.firstMonth' : 'history.notYet';
}

/** Customers by stage at each month's end. */
export function History({ view, format }: PartProps) {
  const { t } = useTranslation('stages');
  const { history, monthsToCome } = view;
  const label = (asOf: string) => format.month(monthOf(asOf));
  const first = history[0];
  const coming = monthsToCome !== null && monthsToCome > 0 && (
    <Text as="p" tone="subdued">
      {t('history.coming', { count: monthsToCome, n: format.number(monthsToCome) })}
    </Text>
  );
  if (history.length < 2 || first === undefined)
    return (
      <Section
        title={t('history.title')}
        term="stages:definition.history"
        meaning={t(whyNone(view))}
      >
        {coming}
      </Section>
    );
  const placed = placeMarks(history, view.marks).flatMap(({ column, mark }) => {
    const said = sayMark(mark, t, format);
    return said === null ? [] : [{ column, day: mark.day, said }];
  });
  const saidOf = new Map(
    [...Map.groupBy(placed, ({ column }) => history[column]?.asOf)].map(([asOf, own]) => [
      asOf,
      own.map(({ said }) => said).join(' '),
    ]),
  );
  const table = {
    columns: [
      numbers('month', t('history.month'), ({ asOf }) => Date.parse(asOf), String, {
        text: ({ asOf }) => label(asOf),
        ...inFile(t('history.month'), ({ asOf }) => monthOf(asOf)),
      }),
      numbers('all', t('history.all'), sumOf, format.number, { main: true }),
      ...STAGES.map((stage) =>
        numbers<End>(stage, t(`name.${stage}`), ({ stages }) => stages[stage], format.number),
      ),
      ...(placed.length === 0
        ? []
        : [words<End>('rules', t('mark.title'), (end) => saidOf.get(end.asOf) ?? '')]),
    ] satisfies Column<End>[],
    rows: [...history].reverse(),
    keyOf: ({ asOf }: End) => asOf,
  };
  const step = Math.max(1, Math.ceil(history.length / LABELS));
  const past = format.pastDay !== null;
  const day = format.day(format.pastDay);
  return (
    <Section
      title={t('history.title')}
      term="stages:definition.history"
      meaning={t(past ? 'history.meaningPast' : 'history.meaning', {
        day,
        from: label(first.asOf),
        before: format.people(sumOf(first)),
        now: format.people(sumOf(history.at(-1) ?? first)),
      })}
    >
      <ChartFigure
        title={t('history.title')}
        table={table}
        note={t(past ? 'history.notePast' : 'history.note', { day })}
      >
        <ColumnChart
          label={t('history.chart', { from: label(first.asOf), to: label(view.asOf) })}
          height={260}
          gap={0.12}
          y={valueAxis(history.map(sumOf), format.heads)}
          yTitle={t('distribution.customers')}
          rules={[...Map.groupBy(placed, ({ column }) => column)].map(([column, [first]]) => ({
            at: (column / history.length) * 100,
            label: format.day(first?.day ?? null),
          }))}
          columns={history.map((end) => ({
            key: end.asOf,
            parts: STAGES.map((stage, index) => ({
              key: stage,
              value: end.stages[stage],
              tone: `om-tone-${index + 1}`,
            })),
          }))}
          read={(index) => {
            const end = history[index] ?? first;
            return {
              name: label(end.asOf),
              text: t('history.read', {
                all: format.people(sumOf(end)),
                stages: STAGES.filter((stage) => end.stages[stage] > 0)
                  .map((stage) => `${t(`name.${stage}`)} ${format.number(end.stages[stage])}`)
                  .join(t('history.comma')),
              }),
            };
          }}
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
      {placed.length > 0 && (
        <div>
          <Text as="h3" variant="headingSm">
            {t('mark.title')}
          </Text>
          <ul>
            {placed.map(({ said }) => (
              <li key={said}>{said}</li>
            ))}
          </ul>
          <p className="om-figure-note">{t('mark.note')}</p>
        </div>
      )}
      {coming}
    </Section>
  );
}
