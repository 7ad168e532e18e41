import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ChartFigure } from '../charts/chart-figure';
import { LineChart, type LinePoint } from '../charts/line-chart';
import { tenureAxis, valueAxis } from '../charts/scale';
import { spaced } from '../charts/spaced';
import { tailShare } from '../numbers/ltv-headline';
import { amounts, dayCounts, intervals, numbers, type Column } from '../tables/columns';
import type { CurveOf } from './curve-address';
import { curveRules, TENURES } from './curve-rules';
import type { PartProps } from './formula';

/** Beyond it the curve has only the oldest customers, and is drawn lighter. */
const YEAR = 365;

/** Revenue or margin per customer by tenure: how much, how soon. */
export function CurveOfAll({ view, format, of }: PartProps & { of: CurveOf }) {
  const { t } = useTranslation('ltv');
  const { curve, marginRate } = view.ltv;
  const points = linePoints(view.ltv, of === 'profit' ? (marginRate ?? 0) : 1);
  const last = points.at(-1);
  const tail = tailShare(view.ltv);
  if (last === undefined || points.length < 2) return null;
  const x = tenureAxis(last.x, spaced(TENURES, last.x), format.days);
  const rules = curveRules(view.ltv, of, last.x, { t, format });
  const y = valueAxis(
    [...points.map((point) => point.high ?? point.y), ...rules.map((rule) => rule.y ?? 0)],
    format.axisMoney,
  );
  const known = curve.filter((point) => point.revenue !== null && point.days <= last.x);
  const named = spaced(
    known.map((point) => point.days).filter((days) => days >= last.x * 0.15),
    last.x,
  );
  const unknown = curve.filter((point) => point.revenue === null);
  const yOf = (days: number) => points.find((point) => point.x === days)?.y ?? 0;
  const rate = format.percent(marginRate);
  return (
    <>
      <ChartFigure
        title={t('curve.title')}
        table={tableOf()}
        note={t(`curve.note.${of}`, { rate })}
      >
        <LineChart
          label={t('curve.chart', {
            what: t(`curve.what.${of}`),
            ...{ days: format.days(last.x), amount: format.headlineMoney(last.y) },
          })}
          height={260}
          x={x}
          y={y}
          yTitle={t(`curve.${of}`)}
          points={points}
          lighterFrom={YEAR}
          read={({ x: days, y: amount, low, high }) => ({
            name: format.days(days),
            text:
              low === undefined || high === undefined || days === 0
                ? format.money(amount)
                : t('curve.read', {
                    amount: format.money(amount),
                    range: format.moneyRange([low, high]),
                  }),
          })}
          rules={rules}
          marks={known.map(({ days }) => ({
            ...{ x: days, y: yOf(days), strong: days === view.ltv.durationDays },
            label: named.includes(days) ? format.money(yOf(days)) : '',
            // The line rises, so the words stand before it.
            side: 'left' as const,
          }))}
        />
      </ChartFigure>
      {tail !== null && <Text as="p">{t('curve.tail', { share: format.percent(tail) })}</Text>}
      {unknown.length > 0 && (
        <Text as="p" tone="subdued">
          {t('curve.unknown', {
            days: unknown.map((point) => format.days(point.days)).join(t('curve.comma')),
          })}
        </Text>
      )}
    </>
  );

  function tableOf() {
    type Row = (typeof curve)[number];
    const margin = ({ revenue }: Row) =>
      revenue === null || marginRate === null ? null : revenue * marginRate;
    return {
      columns: [
        dayCounts('days', t('curve.days'), ({ days }) => days, format),
        numbers(
          'orders',
          t('curve.orders'),
          ({ orders }) => orders,
          (n) => format.number(n, 2),
        ),
        amounts('revenue', t('curve.revenue'), ({ revenue }) => revenue, format, {
          main: of === 'revenue',
        }),
        intervals(
          'interval',
          t('curve.interval'),
          ({ interval }) => interval,
          ({ interval }) => format.moneyRange(interval) ?? format.money(null),
          format,
          'money',
        ),
        ...(marginRate === null
          ? []
          : [amounts('profit', t('curve.profit'), margin, format, { main: of === 'profit' })]),
      ] satisfies Column<Row>[],
      rows: curve,
      keyOf: ({ days }: Row) => String(days),
    };
  }
}

/**
 * The curve from 0 on; its half width is interpolated between the tenures with an interval.
 * @param rate of revenue: the margin rate, or 1
 */
function linePoints({ byTenure, curve }: PartProps['view']['ltv'], rate: number): LinePoint[] {
  const halves = [{ days: 0, half: 0 }];
  for (const point of curve)
    if (point.interval !== null)
      halves.push({ days: point.days, half: (point.interval[1] - point.interval[0]) / 2 });
  const byDay = new Map<number, number>([[0, 0]]);
  for (const point of [...byTenure, ...curve])
    if (point.revenue !== null) byDay.set(point.days, point.revenue);
  return [...byDay]
    .sort(([a], [b]) => a - b)
    .map(([x, revenue]) => {
      const half = halfAt(x, halves);
      const y = revenue * rate;
      if (half === null) return { x, y };
      return { x, y, low: Math.max(0, (revenue - half) * rate), high: (revenue + half) * rate };
    });
}

function halfAt(day: number, halves: { days: number; half: number }[]): number | null {
  const after = halves.findIndex((point) => point.days >= day);
  const right = halves[after];
  if (right === undefined) return null;
  const left = halves[after - 1] ?? right;
  const span = right.days - left.days;
  return span === 0
    ? right.half
    : left.half + ((right.half - left.half) * (day - left.days)) / span;
}
