import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { ChartFigure } from '../charts/chart-figure';
import { LineChart, type LinePoint } from '../charts/line-chart';
import { tenureAxis, valueAxis } from '../charts/scale';
import { spaced } from '../charts/spaced';
import { tailShare } from '../numbers/ltv-headline';
import { Section } from '../frame/section';
import { amounts, dayCounts, intervals, numbers, type Column } from '../tables/columns';
import type { PartProps } from './formula';

/** Tenures worth naming on the axis. */
const TICKS = [0, 30, 60, 90, 180, 365, 730, 1095, 1460, 1825, 2555, 3650];

/** Beyond it the curve has only the oldest customers, and is drawn lighter. */
const YEAR = 365;

/** Revenue per customer by tenure: how much, how soon. */
export function Curve({ view, format }: PartProps) {
  const { t } = useTranslation('ltv');
  const { curve, durationDays } = view.ltv;
  const points = linePoints(view.ltv);
  const last = points.at(-1);
  const tail = tailShare(view.ltv);
  const table = {
    columns: [
      dayCounts('days', t('curve.days'), ({ days }) => days, format),
      numbers(
        'orders',
        t('curve.orders'),
        ({ orders }) => orders,
        (n) => format.number(n, 2),
      ),
      amounts('revenue', t('curve.revenue'), ({ revenue }) => revenue, format, { main: true }),
      intervals(
        'interval',
        t('curve.interval'),
        ({ interval }) => interval,
        ({ interval }) => format.moneyRange(interval) ?? format.money(null),
        format,
        'money',
      ),
    ] satisfies Column<(typeof curve)[number]>[],
    rows: curve,
    keyOf: ({ days }: (typeof curve)[number]) => String(days),
  };
  if (last === undefined || points.length < 2)
    return (
      <Section title={t('curve.title')} term="ltv:definition.curve" meaning={t('curve.notYet')} />
    );
  const x = tenureAxis(last.x, spaced(TICKS, last.x), format.days);
  const y = valueAxis(
    points.map((point) => point.high ?? point.y),
    format.axisMoney,
  );
  const known = curve.filter((point) => point.revenue !== null && point.days <= last.x);
  const named = spaced(
    known.map((point) => point.days).filter((days) => days >= last.x * 0.15),
    last.x,
  );
  const unknown = curve.filter((point) => point.revenue === null);
  return (
    <Section title={t('curve.title')} term="ltv:definition.curve" meaning={t('curve.meaning')}>
      <ChartFigure title={t('curve.title')} table={table} note={t('curve.note')}>
        <LineChart
          label={t('curve.chart', {
            days: format.days(last.x),
            amount: format.headlineMoney(last.y),
          })}
          height={260}
          x={x}
          y={y}
          yTitle={t('curve.revenue')}
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
          rules={
            durationDays < last.x * 0.97
              ? [
                  {
                    x: durationDays,
                    label: t('curve.duration', { days: format.days(durationDays) }),
                  },
                ]
              : []
          }
          marks={known.map((point) => ({
            x: point.days,
            y: point.revenue ?? 0,
            label: named.includes(point.days) ? format.money(point.revenue) : '',
            strong: point.days === durationDays,
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
    </Section>
  );
}

/** The curve from 0 on; its half width is interpolated between the tenures with an interval. */
function linePoints({ byTenure, curve }: PartProps['view']['ltv']): LinePoint[] {
  const halves = [{ days: 0, half: 0 }];
  for (const point of curve)
    if (point.interval !== null)
      halves.push({ days: point.days, half: (point.interval[1] - point.interval[0]) / 2 });
  const byDay = new Map<number, number>([[0, 0]]);
  for (const point of [...byTenure, ...curve])
    if (point.revenue !== null) byDay.set(point.days, point.revenue);
  return [...byDay]
    .sort(([a], [b]) => a - b)
    .map(([x, y]) => {
      const half = halfAt(x, halves);
      return half === null ? { x, y } : { x, y, low: Math.max(0, y - half), high: y + half };
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
