import { useTranslation } from 'react-i18next';
import { BandChart } from '../charts/band-chart';
import { ChartFigure } from '../charts/chart-figure';
import { signedAxis } from '../charts/scale';
import { Section } from '../frame/section';
import { inFile, intervals, numbers, type Column } from '../tables/columns';
import type { PartProps } from './score-card';
import { minus, rangeOf, scored, useScore } from './use-score';

/** Days named along the chart; a telephone has no room for more. */
const LABELS = 3;

/** The trend begins with the first day of answers; a window that ends earlier than this after it is not full. */
const DAYS_TO_FULL = 29;
const DAY_MS = 86_400_000;

/** The score of each 30 days with its 95 % band. */
export function Trend({ view, format }: PartProps) {
  const { t } = useTranslation('nps');
  const score = useScore(format);
  const { trend } = view.nps;
  const points = trend.map(({ day, score, low, high }) =>
    score === null || low === null || high === null ? null : { key: day, value: score, low, high },
  );
  const known = points.filter((point) => point !== null);
  const [first] = known;
  const newest = known.at(-1);
  if (first === undefined || newest === undefined || known.length < 2)
    return (
      <Section
        title={t('trend.title')}
        term="nps:definition.npsTrend"
        meaning={t('trend.notYet')}
      />
    );
  const step = Math.max(1, Math.floor((trend.length - 1) / (LABELS - 1)));
  const table = {
    columns: [
      numbers('day', t('trend.day'), ({ day }) => Date.parse(day), String, {
        text: ({ day }) => format.day(day),
        ...inFile(t('trend.day'), ({ day }) => day),
      }),
      numbers('score', t('table.score'), ({ score }) => score, scored, { main: true }),
      intervals(
        'interval',
        t('table.interval'),
        (point) => rangeOf(point),
        (point) => score.range(point) ?? scored(null),
        format,
      ),
      numbers('answers', t('table.answers'), ({ answers }) => answers, format.number),
    ] satisfies Column<(typeof trend)[number]>[],
    rows: [...trend].reverse(),
    keyOf: ({ day }: (typeof trend)[number]) => day,
  };
  return (
    <Section title={t('trend.title')} term="nps:definition.npsTrend" meaning={meaning()}>
      <ChartFigure title={t('trend.title')} table={table} note={t('trend.note')}>
        <BandChart
          label={t('trend.chart', { from: format.day(first.key), to: format.day(newest.key) })}
          height={240}
          y={signedAxis(
            known.flatMap(({ low, high }) => [low, high]),
            (value) => minus(String(value)),
          )}
          yTitle={t('table.score')}
          points={points}
          read={(index) => {
            const point = trend[index];
            const range = point === undefined ? null : score.range(point);
            return {
              name: format.day(point?.day),
              text:
                range === null
                  ? scored(null)
                  : t('trend.read', { score: scored(point?.score ?? null), range }),
            };
          }}
          ticks={trend.flatMap(({ day }, index) =>
            index % step === 0
              ? [{ at: (index / (trend.length - 1)) * 100, label: format.day(day) }]
              : [],
          )}
          last={scored(newest.value)}
        />
      </ChartFigure>
    </Section>
  );

  /** From the first full window to the newest: a few days' answers are no score to compare with. */
  function meaning(): string {
    const begun = Date.parse(trend[0]?.day ?? '');
    const isFull = ({ key }: { key: string }) => Date.parse(key) - begun >= DAYS_TO_FULL * DAY_MS;
    const [full, ...later] = known.filter(isFull);
    const last = later.at(-1);
    if (full === undefined) return t('trend.young');
    const words = { from: format.day(full.key), before: scored(full.value) };
    return last === undefined
      ? t('trend.one', words)
      : t('trend.meaning', { ...words, to: format.day(last.key), now: scored(last.value) });
  }
}
