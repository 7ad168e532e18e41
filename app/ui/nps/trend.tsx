import { useTranslation } from 'react-i18next';
import { BandChart } from '../charts/band-chart';
import { ChartFigure } from '../charts/chart-figure';
import { signedAxis } from '../charts/scale';
import { Section } from '../frame/section';
import { inFile, intervals, numbers, words, type Column } from '../tables/columns';
import { npsWeeksTexts } from '../../i18n/late/nps-weeks';
import { useLateTexts } from '../frame/use-late-texts';
import { BadWeeks, noteOf } from './bad-weeks';
import type { PartProps } from './score-card';
import type { WeeksView } from './view';
import { minus, rangeOf, scored, useScore } from './use-score';

/** Days named along the chart; a telephone has no room for more. */
const LABELS = 3;

/** The trend begins with the first day of answers; a window that ends earlier than this after it is not full. */
const DAYS_TO_FULL = 29;
const DAY_MS = 86_400_000;

interface TrendProps extends PartProps {
  weeks: WeeksView;
}

/** The score of each 30 days with its 95 % band; the times in which it fell are marked, with what was said then. */
export function Trend({ view, weeks, format }: TrendProps) {
  const { t } = useTranslation('nps');
  const { t: ofWeeks } = useLateTexts(npsWeeksTexts);
  const score = useScore(format);
  const { trend, badWeeks } = view.nps;
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
      ...(badWeeks.length > 0 ? [words('note', ofWeeks('column'), noteAt)] : []),
    ] satisfies Column<(typeof trend)[number]>[],
    rows: [...trend].reverse(),
    keyOf: ({ day }: (typeof trend)[number]) => day,
  };
  return (
    <Section title={t('trend.title')} term="nps:definition.npsTrend" meaning={meaning()}>
      <ChartFigure
        title={t('trend.title')}
        table={table}
        note={badWeeks.length === 0 ? t('trend.note') : `${t('trend.note')} ${ofWeeks('mark')}`}
      >
        <BandChart
          label={t('trend.chart', { from: format.day(first.key), to: format.day(newest.key) })}
          height={240}
          y={signedAxis(
            known.flatMap(({ low, high }) => [low, high]),
            (value) => minus(String(value)),
          )}
          yTitle={t('table.score')}
          points={points}
          marked={badWeeks.flatMap(placesOf)}
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
      <BadWeeks badWeeks={badWeeks} weeks={weeks} lastDay={newest.key} format={format} />
    </Section>
  );

  /** The first and the last point of bad weeks; long trends have a point a week. */
  function placesOf({ from, to }: (typeof badWeeks)[number]) {
    const first = trend.findIndex(({ day }) => day >= from);
    const last = trend.findLastIndex(({ day }) => day <= to);
    return first < 0 || last < first ? [] : [{ from: first, to: last }];
  }

  /** What the table says beside a point: that the score fell, and the merchant's note. */
  function noteAt({ day }: (typeof trend)[number]): string {
    const week = badWeeks.find(({ from, to }) => day >= from && day <= to);
    if (week === undefined) return '';
    const note = noteOf(week, weeks)?.note;
    return note === undefined ? ofWeeks('fell') : ofWeeks('fellWith', { note });
  }

  /** From the first full window to the newest: a few days' answers are no score to compare with. */
  function meaning(): string {
    const begun = Date.parse(trend[0]?.day ?? '');
    const isFull = ({ key }: { key: string }) => Date.parse(key) - begun >= DAYS_TO_FULL * DAY_MS;
    const [full, ...later] = known.filter(isFull);
    const last = later.at(-1);
    if (full === undefined) return t('trend.young');
    const named = { from: format.day(full.key), before: scored(full.value) };
    return last === undefined
      ? t('trend.one', named)
      : t('trend.meaning', { ...named, to: format.day(last.key), now: scored(last.value) });
  }
}
