import { subscriptionTexts } from '../../../i18n/late/subscriptions';
import { ChartFigure } from '../../charts/chart-figure';
import { ColumnChart, columnMiddle } from '../../charts/column-chart';
import { valueAxis } from '../../charts/scale';
import { useLateTexts } from '../../frame/use-late-texts';
import { numbers as column, type Column } from '../../tables/columns';
import '../../charts/plot.css';
import { PeopleLink } from '../../people/people-link';
import { newcomersWho } from '../whom';
import type { SubscriptionProps } from './subscriptions';

/** At most so many names stand below the columns of a phone. */
const NAMES = 6;

/** The share that made the order after each one; the table has also whom it counts. */
export function SurvivalCurve({ numbers, newcomersFrom, format }: SubscriptionProps) {
  const { t } = useLateTexts(subscriptionTexts);
  const { steps, contractOrders, limitDays } = numbers;
  const known = steps.flatMap(({ order, survival }) =>
    survival === null ? [] : [{ order, survival }],
  );
  type Step = (typeof steps)[number];
  const name = (order: number) => t('orderN', { n: format.number(order) });
  const table = {
    columns: [
      column('order', t('order'), ({ order }) => order, String, {
        text: ({ order }) => name(order),
      }),
      column('survival', t('survival'), (step) => step.survival, format.percent, {
        main: true,
      }),
      column(
        'loss',
        t('loss'),
        ({ reached, ended, survival }) => (survival === null ? null : ended / reached),
        format.percent,
      ),
      column('reached', t('reached'), ({ reached }) => reached, format.number),
      column('ended', t('ended'), ({ ended }) => ended, format.number),
      column('current', t('current'), ({ current }) => current, format.number, {
        show: ({ order, current }) => (
          <PeopleLink
            who={newcomersWho(
              newcomersFrom,
              { field: 'subscription', is: ['running'] },
              { field: 'subscriptionOrders', from: order, to: order },
            )}
          >
            {format.number(current)}
          </PeopleLink>
        ),
      }),
    ] satisfies Column<Step>[],
    rows: steps,
    keyOf: ({ order }: Step) => String(order),
    marked: ({ order }: Step) => order === contractOrders,
  };
  const every = Math.ceil(known.length / NAMES);
  const at = known.findIndex(({ order }) => order === contractOrders);
  return (
    <ChartFigure
      title={t('curve')}
      table={table}
      note={t('note', { limit: format.days(limitDays) })}
      open={known.length === 0}
    >
      {known.length > 0 && (
        <ColumnChart
          label={t('chart', {
            order: format.number(contractOrders),
            value: format.percent(known[at]?.survival ?? null),
          })}
          height={220}
          y={valueAxis([1], (value) => format.percent(value, 0), 1)}
          yTitle={t('survival')}
          columns={known.map(({ order, survival }) => ({
            key: String(order),
            parts: [{ key: 'survival', value: survival, tone: 'om-tone-main' }],
          }))}
          ticks={known.flatMap(({ order }, index) =>
            index % every === 0
              ? [{ at: columnMiddle(index, known.length), label: name(order) }]
              : [],
          )}
          rules={
            at < 0
              ? []
              : [
                  {
                    at: columnMiddle(at, known.length),
                    label: t('cliffRule', { order: format.number(contractOrders) }),
                  },
                ]
          }
          read={(index) => {
            const { order = 0, survival = null } = known[index] ?? {};
            return {
              name: name(order),
              text: t('read', {
                survival: format.percent(survival),
                next: format.number(order + 1),
              }),
            };
          }}
        />
      )}
    </ChartFigure>
  );
}
