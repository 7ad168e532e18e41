import { useTranslation } from 'react-i18next';
import { ChartFigure } from '../charts/chart-figure';
import type { Condition } from '../../terms/people';
import { customersColumn } from '../people/customers-column';
import { intervals, numbers, words, type Column } from '../tables/columns';
import type { PageFormat } from '../numbers/use-format';
import { rangeOf, scored, useScore } from './use-score';
import { SCORE_GROUPS, type ScoreGroup } from '../../terms/scores';
import type { Score } from './view';
import { gave } from './whose';
import '../charts/bar-list.css';
import './score-rows.css';

export interface ScoreRow extends Score {
  key: string;
  name: string;
  /** whose latest answers they are; without it, no list has them */
  of?: Condition;
}

interface ScoreRowsProps {
  title: string;
  /** heading of the rows */
  head: string;
  rows: ScoreRow[];
  format: PageFormat;
}

/** Scores side by side on one scale from -100 to 100, each with its interval and count. */
export function ScoreRows({ title, head, rows, format }: ScoreRowsProps) {
  const { t } = useTranslation('nps');
  const { range } = useScore(format);
  const whoOf = ({ of }: ScoreRow, given: ScoreGroup | null) =>
    of === undefined ? null : gave(given, of);
  const table = {
    columns: [
      words('name', head, ({ name }) => name),
      numbers('score', t('table.score'), ({ score }) => score, scored, { main: true }),
      intervals(
        'interval',
        t('table.interval'),
        (row) => rangeOf(row),
        (row) => range(row) ?? scored(null),
        format,
      ),
      customersColumn(
        'answers',
        t('table.answers'),
        ({ answers }) => answers,
        format.number,
        (row) => whoOf(row, null),
      ),
      ...SCORE_GROUPS.map((group) =>
        customersColumn<ScoreRow>(
          group,
          t(`group.${group}`),
          (row) => row[group],
          format.number,
          (row) => whoOf(row, group),
        ),
      ),
    ] satisfies Column<ScoreRow>[],
    rows,
    keyOf: ({ key }: ScoreRow) => key,
  };
  return (
    <ChartFigure title={title} table={table} note={t('table.scale')}>
      <ul className="om-bars" aria-label={title}>
        {rows.map((row) => (
          <li key={row.key} className="om-bar">
            <span>{row.name}</span>
            <Range score={row} range={range(row)} />
            <span className="om-bar-value">{scored(row.score)}</span>
            <span className="om-bar-note">
              {row.score === null && row.answers > 0
                ? t('table.tooFew', { count: row.answers, n: format.number(row.answers) })
                : t('table.of', { count: row.answers, n: format.number(row.answers) })}
            </span>
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
}

/** -100 to 100 -> 0-100 */
const place = (score: number) => (score + 100) / 2;

/** The band is the interval, which a screen reader says; the score stands beside it. */
function Range({ score: { score, low, high }, range }: { score: Score; range: string | null }) {
  const { t } = useTranslation('nps');
  const heard =
    range === null
      ? { 'aria-hidden': true }
      : { role: 'img', 'aria-label': t('score.interval', { range }) };
  return (
    <span className="om-bar-track om-range-track" {...heard}>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="100%">
        {low !== null && high !== null && (
          <rect
            className="om-range-band"
            x={place(low)}
            width={place(high) - place(low)}
            height={10}
          />
        )}
        <path className="om-range-zero" d="M50 0V10" />
        {score !== null && <path className="om-range-mark" d={`M${place(score)} 0V10`} />}
      </svg>
    </span>
  );
}
