import { segmentTexts } from '../../i18n/late/segments';
import { RANKS, type Rank } from '../../terms/people';
import { ChartFigure } from '../charts/chart-figure';
import { ColumnChart, columnMiddle } from '../charts/column-chart';
import { valueAxis } from '../charts/scale';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { Customers } from '../people/customers-column';
import { usePeopleAddress } from '../people/people-link';
import { amounts, numbers, words, type Column } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import type { PartProps } from './segments-page';
import '../charts/plot.css';

type Decile = NonNullable<PartProps['view']['deciles']>[number];

/** Customers in ten parts by revenue to date: the share of each, and of all up to it. */
export function Deciles({ view: { deciles }, format }: PartProps) {
  const { t } = useLateTexts(segmentTexts);
  const addressOf = usePeopleAddress();
  const [first] = deciles ?? [];
  if (deciles === null || first === undefined)
    return (
      <Section
        title={t('deciles.title')}
        term="segments:definition.deciles"
        meaning={t('deciles.none')}
      />
    );
  const table = {
    columns: [
      numbers('decile', t('deciles.decile'), ({ decile }) => decile, format.number),
      numbers('customers', t('customers'), ({ customers }) => customers, format.number, {
        show: ({ decile, customers }) => (
          <Customers
            count={customers}
            who={[[{ field: 'decile', from: decile, to: decile }]]}
            text={format.number(customers)}
          />
        ),
      }),
      amounts('revenue', t('revenue'), ({ revenue }) => revenue, format),
      numbers('share', t('revenueShare'), ({ share }) => share, format.percent, { main: true }),
      numbers('upTo', t('deciles.upTo'), (row) => row.cumulativeShare, format.percent),
      amounts('each', t('each'), ({ revenue, customers }) => revenue / customers, format),
    ] satisfies Column<Decile>[],
    rows: deciles,
    keyOf: ({ decile }: Decile) => String(decile),
  };
  return (
    <Section
      title={t('deciles.title')}
      term="segments:definition.deciles"
      meaning={t('deciles.meaning', { share: format.percent(first.share) })}
    >
      <ChartFigure title={t('deciles.title')} table={table} note={t('deciles.note')} open>
        <ColumnChart
          label={t('deciles.chart', { share: format.percent(first.share) })}
          height={220}
          y={valueAxis([1], (value) => format.percent(value, 0), 1)}
          yTitle={t('revenueShare')}
          columns={deciles.map(({ decile, share }) => ({
            key: String(decile),
            parts: [{ key: 'share', value: share ?? 0, tone: 'om-tone-main' }],
          }))}
          line={deciles.map(({ cumulativeShare }) => cumulativeShare ?? 0)}
          read={(index) => {
            const { decile, share, cumulativeShare } = deciles[index] ?? first;
            return {
              name: t('deciles.name', { n: format.number(decile) }),
              text: t('deciles.read', {
                share: format.percent(share),
                upTo: format.percent(cumulativeShare),
              }),
              open: addressOf([[{ field: 'decile', from: decile, to: decile }]]),
            };
          }}
          ticks={deciles.map(({ decile }, index) => ({
            at: columnMiddle(index, deciles.length),
            label: format.number(decile),
          }))}
        />
      </ChartFigure>
    </Section>
  );
}

/** null: all ranks */
interface RankRow {
  rank: Rank | null;
  customers: number;
  revenue: number;
}

/** Ranks S to C, which are deciles together. */
export function Ranks({ view: { ranks, revenue, customers }, format }: PartProps) {
  const { t } = useLateTexts(segmentTexts);
  if (ranks === null) return null;
  const rows = RANKS.map((rank): RankRow => ({ rank, ...(ranks[rank] ?? NOBODY) }));
  const top = rows
    .filter(({ rank }) => rank === 'S' || rank === 'A')
    .reduce((sum, row) => sum + row.revenue, 0);
  const share = (some: number) => (revenue === 0 ? null : some / revenue);
  return (
    <Section
      title={t('ranks.title')}
      term="segments:definition.ranks"
      meaning={t('ranks.meaning', { share: format.percent(share(top)) })}
    >
      <DataTable<RankRow>
        caption={t('ranks.title')}
        columns={[
          words('rank', t('ranks.rank'), ({ rank }) =>
            rank === null ? t('all') : t(`ranks.name.${rank}`),
          ),
          numbers('customers', t('customers'), (row) => row.customers, format.number, {
            main: true,
            show: (row) => (
              <Customers
                count={row.customers}
                who={row.rank === null ? [] : [[{ field: 'rank', is: [row.rank] }]]}
                text={format.number(row.customers)}
              />
            ),
          }),
          amounts('revenue', t('revenue'), (row) => row.revenue, format),
          numbers('share', t('revenueShare'), (row) => share(row.revenue), format.percent),
          amounts(
            'each',
            t('each'),
            (row) => (row.customers === 0 ? null : row.revenue / row.customers),
            format,
          ),
        ]}
        rows={rows}
        keyOf={({ rank }) => rank ?? ''}
        total={{ rank: null, customers, revenue }}
      />
    </Section>
  );
}

const NOBODY = { customers: 0, revenue: 0 };
