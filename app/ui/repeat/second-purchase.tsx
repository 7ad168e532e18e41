import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../metrics/snapshot';
import { ChartFigure } from '../charts/chart-figure';
import { IntervalChart } from '../charts/interval-chart';
import { valueAxis } from '../charts/scale';
import { ReadsHigh } from '../frame/beginning';
import { ChangeLine } from '../numbers/change';
import { Goal } from '../numbers/goal';
import { F2Benchmarks } from '../numbers/f2-benchmarks';
import { Facts, Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import { dayCounts, intervals, numbers, type Column } from '../tables/columns';
import type { PageFormat } from '../numbers/use-format';
import type { RepeatView } from './view';

export interface PartProps {
  view: RepeatView;
  format: PageFormat;
}

const WITHIN = [
  '30',
  '60',
  '90',
  '180',
  '365',
] as const satisfies readonly (keyof Snapshot['repeat']['within'])[];

/** F2 within 30 to 365 days, each with its interval, beside the shop's own goal, or without one 87 %. */
export function SecondPurchase({ view, format }: PartProps) {
  const { t } = useTranslation(['repeat', 'home']);
  const { comparison } = view;
  const { within, withinInterval, raw, funnel, repeatRate365 } = view.repeat;
  const headline = within['90'];
  const benchmark = t(`f2.target.${view.goals.f2 === null ? 'subscription' : 'own'}`, {
    target: format.target(view.benchmark),
  });
  const why = (days: string) => t('f2.reason', { days: format.days(Number(days)) });
  const table = {
    columns: [
      dayCounts('days', t('f2.within'), Number, format),
      numbers('value', t('f2.rate'), (days) => within[days], format.percent, { main: true }),
      intervals(
        'interval',
        t('f2.interval'),
        (days) => withinInterval[days],
        (days) => format.percentRange(withinInterval[days]) ?? format.percent(null),
        format,
      ),
      numbers('gap', t('f2.gap', { benchmark }), (days) => gapOf(within[days]), String, {
        text: (days) => gap(within[days]) ?? why(days),
      }),
    ] satisfies Column<(typeof WITHIN)[number]>[],
    rows: WITHIN,
    keyOf: String,
    marked: (days: (typeof WITHIN)[number]) => days === '90',
  };
  return (
    <Section title={t('f2.title')} term="repeat:definition.f2">
      <Quantity
        term="repeat:definition.f2"
        label={t('f2.label')}
        value={headline === null ? null : format.percent(headline)}
        range={
          withinInterval['90'] &&
          t('f2.intervalIs', { range: format.percentRange(withinInterval['90']) })
        }
        reason={why('90')}
      />
      {comparison && (
        <ChangeLine
          change={comparison.f2}
          since={comparison.before}
          format={format}
          of={
            comparison.f2.days === 90
              ? undefined
              : t('home:f2.label', { days: format.days(comparison.f2.days) })
          }
        />
      )}
      {headline !== null && (
        <Text as="p">
          {t('f2.meaning', {
            count: Math.round(headline * 100),
            n: format.number(headline * 100),
          })}
        </Text>
      )}
      <Goal goal={view.goals.f2} now={headline} unit="rate" format={format} />
      <ReadsHigh {...view} />
      <F2Benchmarks best={view.best} format={format} />
      <Facts>
        <Quantity
          small
          term="repeat:definition.f2ToDate"
          label={t('f2.toDate')}
          value={raw === null ? null : format.percent(raw)}
          note={t('f2.toDateNote', {
            part: format.number(funnel[1] ?? 0),
            whole: format.people(funnel[0] ?? 0),
          })}
        />
        <Quantity
          small
          term="repeat:definition.repeatRate365"
          label={t('f2.repeaters')}
          value={repeatRate365 === null ? null : format.percent(repeatRate365)}
          note={t('f2.repeatersNote')}
          reason={t(view.hasYear ? `f2.repeatersNone.${view.renewals}` : 'f2.repeatersReason')}
        />
      </Facts>
      <Goal goal={view.goals.repeaters} now={repeatRate365} unit="rate" format={format} />
      <ChartFigure title={t('f2.title')} table={table} note={t('f2.note', { benchmark })}>
        <IntervalChart
          label={t('f2.chart', { value: format.percent(headline), benchmark })}
          height={240}
          y={valueAxis([1], (value) => format.percent(value, 0), 1)}
          yTitle={t('f2.rate')}
          points={WITHIN.map((days) => ({
            key: days,
            label: format.days(Number(days)),
            value: within[days],
            low: withinInterval[days]?.[0] ?? null,
            high: withinInterval[days]?.[1] ?? null,
            text: format.percent(within[days]),
            range:
              withinInterval[days] &&
              t('f2.read', {
                value: format.percent(within[days]),
                range: format.percentRange(withinInterval[days]),
              }),
            strong: days === '90',
          }))}
          rule={{ y: view.benchmark, label: t('f2.line', { benchmark }) }}
        />
      </ChartFigure>
    </Section>
  );

  function gapOf(value: number | null): number | null {
    return value === null ? null : value - view.benchmark;
  }

  function gap(value: number | null): string | null {
    const points = 100 * (gapOf(value) ?? NaN);
    if (Number.isNaN(points)) return null;
    return t(points >= 0 ? 'f2.above' : 'f2.below', { n: format.number(Math.abs(points), 1) });
  }
}
