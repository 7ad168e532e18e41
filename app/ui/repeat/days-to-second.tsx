import { useTranslation } from 'react-i18next';
import { ChartFigure } from '../charts/chart-figure';
import { ColumnChart } from '../charts/column-chart';
import { valueAxis } from '../charts/scale';
import { Facts, Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import { usePeopleAddress } from '../people/people-link';
import { numbers, type Column } from '../tables/columns';
import type { PartProps } from './second-purchase';
import { People, whomOf } from './whom';
import { WindowNow } from './window-now';
import '../charts/plot.css';

const TICKS = [0, 90, 180, 270, 360];

/** Days to the second purchase. */
export function DaysToSecond({ view, format }: PartProps) {
  const { t } = useTranslation('repeat');
  const addressOf = usePeopleAddress();
  const known = view.repeat.daysToSecond;
  if (known === null)
    return (
      <Section
        title={t('days.title')}
        term="repeat:definition.daysToSecond"
        meaning={t('days.notYet')}
      />
    );
  const { withinDays, histogram, median, p75, p90 } = known;
  const whole = (days: number | null) => (days === null ? null : format.days(Math.round(days)));
  const column = (from: number, to: number) =>
    t('days.range', { from: format.number(from), to: format.number(to - 1) });
  const share = (customers: number) => (known.bought === 0 ? null : customers / known.bought);
  const whoIn = (from: number, to: number) =>
    whomOf(
      view,
      // observed for as long as the histogram reaches
      { field: 'sinceFirst', from: withinDays + 1, to: null },
      { field: 'daysToSecond', from, to: Math.min(to - 1, withinDays) },
    );
  const openIn = (from: number, to: number) => {
    const who = whoIn(from, to);
    return who === null ? null : addressOf(who);
  };
  const [low, high] = format.ends(t('days.days'));
  const total = { from: 0, to: withinDays + 1, customers: known.bought };
  const table = {
    columns: [
      numbers('days', t('days.days'), (bin) => bin.from, String, {
        text: (bin) => (bin === total ? t('days.all') : column(bin.from, bin.to)),
        file: [
          { label: low, cell: (bin) => (bin === total ? t('days.all') : bin.from) },
          { label: high, cell: (bin) => (bin === total ? null : bin.to - 1) },
        ],
      }),
      numbers('customers', t('days.customers'), (bin) => bin.customers, format.number, {
        main: true,
        show: ({ from, to, customers }) => (
          <People who={whoIn(from, to)}>{format.number(customers)}</People>
        ),
      }),
      numbers('share', t('days.share'), (bin) => share(bin.customers), format.percent),
    ] satisfies Column<(typeof histogram)[number]>[],
    rows: histogram,
    keyOf: ({ from }: (typeof histogram)[number]) => String(from),
    total,
  };
  const end = histogram.at(-1)?.to ?? withinDays;
  const at = (days: number) => Math.min(100, (days / end) * 100);
  const rules = [
    { days: median, key: 'median', level: 0 },
    { days: p75, key: 'p75', level: 1 },
    { days: p90, key: 'p90', level: 2 },
  ].flatMap(({ days, key, level }) =>
    days === null
      ? []
      : [{ at: at(days), label: t(`days.rule.${key}`, { days: whole(days) }), level }],
  );
  return (
    <Section
      title={t('days.title')}
      term="repeat:definition.daysToSecond"
      meaning={
        median === null
          ? t('days.nobody', { days: format.days(withinDays) })
          : t('days.meaning', { median: whole(median), p75: whole(p75) })
      }
    >
      <WindowNow view={view} format={format} />
      <ChartFigure
        title={t('days.title')}
        table={table}
        note={t('days.note', {
          days: format.days(withinDays),
          customers: format.people(known.customers),
          bought: format.people(known.bought),
        })}
      >
        <ColumnChart
          label={t('days.chart', { median: whole(median) ?? format.number(null) })}
          height={240}
          y={valueAxis(
            histogram.map((bin) => bin.customers),
            format.heads,
          )}
          yTitle={t('days.customers')}
          columns={histogram.map((bin) => ({
            key: String(bin.from),
            parts: [{ key: 'customers', value: bin.customers, tone: 'om-tone-main' }],
          }))}
          ticks={TICKS.filter((days) => days <= end).map((days) => ({
            at: at(days),
            label: days === 0 ? '0' : format.days(days),
          }))}
          rules={rules}
          read={(index) => {
            const { from, to, customers } = histogram[index] ?? total;
            return {
              name: column(from, to),
              text: t('days.read', {
                customers: format.people(customers),
                share: format.percent(share(customers)),
              }),
              open: customers === 0 ? null : openIn(from, to),
            };
          }}
        />
      </ChartFigure>
      <Facts>
        <Quantity
          small
          term="repeat:definition.daysToSecond"
          label={t('days.median')}
          value={whole(median)}
        />
        <Quantity
          small
          term="repeat:definition.daysToSecond"
          label={t('days.p75')}
          value={whole(p75)}
        />
        <Quantity
          small
          term="repeat:definition.daysToSecond"
          label={t('days.p90')}
          value={whole(p90)}
        />
      </Facts>
    </Section>
  );
}
