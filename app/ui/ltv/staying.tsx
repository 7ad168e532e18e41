import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ChartFigure } from '../charts/chart-figure';
import { LineChart, type LinePoint } from '../charts/line-chart';
import { tenureAxis, valueAxis } from '../charts/scale';
import { spaced } from '../charts/spaced';
import { Term } from '../numbers/definition';
import { Facts, Quantity } from '../numbers/quantity';
import { dayCounts, numbers, type Column } from '../tables/columns';
import '../sheets/sheet.css';
import type { PartProps } from './formula';

const TICKS = [0, 30, 60, 90, 180, 365, 730, 1095, 1460, 1825];
/** Tenures in the table. */
const TABLE_DAYS = [30, 60, 90, 180, 365, 730, 1095, 1460, 1825];

/** How many of a hundred customers stay, by tenure: what the sheet of the duration shows of it. */
export function Staying({ view, format }: PartProps) {
  const { t } = useTranslation('ltv');
  const { ltv, lapseDays } = view;
  const { staying } = ltv;
  const end = staying.at(-1)?.days ?? 0;
  const at = (days: number) => staying.findLast((point) => point.days <= days)?.share ?? 1;
  const facts = (
    <Facts>
      <Quantity
        small
        term="ltv:definition.activeYears"
        label={t('staying.activeYears')}
        value={
          ltv.activeYears === null
            ? null
            : t('element.duration.value', { n: format.number(ltv.activeYears, 2) })
        }
      />
    </Facts>
  );
  if (staying.length < 2 || end === 0) return <Part meaning={t('staying.notYet')}>{facts}</Part>;
  const year = at(365);
  const ofHundred = (share: number) => ({
    count: Math.round(share * 100),
    n: format.number(share * 100),
  });
  const table = {
    columns: [
      dayCounts('days', t('curve.days'), (days) => days, format),
      numbers('share', t('staying.share'), at, format.percent, { main: true }),
    ] satisfies Column<number>[],
    rows: TABLE_DAYS.filter((days) => days <= end),
    keyOf: String,
  };
  return (
    <Part
      meaning={
        end >= 365
          ? t('staying.meaning', ofHundred(year))
          : t('staying.meaningShort', {
              days: format.days(end),
              ...ofHundred(at(end)),
            })
      }
    >
      <ChartFigure
        title={t('staying.title')}
        table={table}
        note={t('staying.note', { days: format.days(lapseDays) })}
      >
        <LineChart
          label={t('staying.chart', { ...ofHundred(at(end)), days: format.days(end) })}
          height={200}
          x={tenureAxis(end, spaced(TICKS, end), format.days)}
          y={valueAxis([1], (value) => format.percent(value, 0), 1)}
          yTitle={t('staying.share')}
          points={steps(staying)}
          read={({ x: days, y: share }) => ({
            name: format.days(days),
            text: format.percent(share),
          })}
        />
      </ChartFigure>
      {facts}
    </Part>
  );
}

function Part({ meaning, children }: { meaning: string; children: ReactNode }) {
  const { t } = useTranslation('ltv');
  return (
    <section>
      <h3 className="om-number-sheet-head">
        <Term name="ltv:definition.staying">{t('staying.title')}</Term>
      </h3>
      <p>{meaning}</p>
      {children}
    </section>
  );
}

/** The curve as steps: a share holds until the day it falls. */
function steps(staying: { days: number; share: number }[]): LinePoint[] {
  const points: LinePoint[] = [{ x: 0, y: 1 }];
  for (const { days, share } of staying)
    points.push({ x: days, y: points.at(-1)?.y ?? 1 }, { x: days, y: share });
  return points;
}
