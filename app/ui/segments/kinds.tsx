import { useTranslation } from 'react-i18next';
import { segmentTexts } from '../../i18n/late/segments';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { scored } from '../nps/use-score';
import { lastDay } from '../numbers/last-day';
import { Customers } from '../people/customers-column';
import { amounts, numbers, words, type Column } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import type { PartProps } from './segments-page';
import type { SegmentRow } from './view';

/** The four segments: customers, what they are worth, whether they buy again, and what they say. */
export function Kinds({ view, format }: PartProps) {
  const { t } = useLateTexts(segmentTexts);
  const { t: names } = useTranslation('nps');
  const { customers, revenue, rows, total, usesNps, nextSince } = view;
  const nameOf = ({ segment }: SegmentRow) =>
    segment === null ? t('all') : names(`segment.${segment}`);
  const share = (some: number, whole: number) => (whole === 0 ? null : some / whole);
  const largest = rows.reduce((most, row) => (row.revenue > most.revenue ? row : most));
  const columns: Column<SegmentRow>[] = [
    words('segment', t('kinds.segment'), nameOf),
    numbers('customers', t('customers'), (row) => row.customers, format.number, {
      main: true,
      show: ({ segment, customers: some }) => (
        <Customers
          count={some}
          who={segment === null ? [] : [[{ field: 'segment', is: [segment] }]]}
          text={format.number(some)}
        />
      ),
    }),
    numbers('share', t('share'), (row) => share(row.customers, customers), format.percent),
    amounts('revenue', t('revenue'), (row) => row.revenue, format),
    numbers(
      'revenueShare',
      t('revenueShare'),
      (row) => share(row.revenue, revenue),
      format.percent,
    ),
    amounts('each', t('each'), (row) => share(row.revenue, row.customers), format),
    numbers('next', t('kinds.next'), (row) => row.next, format.percent, {
      term: 'segments:definition.nextPurchase',
    }),
    ...(usesNps
      ? [
          numbers<SegmentRow>('nps', t('kinds.nps'), (row) => row.nps?.score ?? null, scored, {
            term: 'nps:definition.npsBySegment',
          }),
        ]
      : []),
  ];
  return (
    <Section
      title={t('kinds.title')}
      term="segments:definition.segments"
      meaning={t('kinds.meaning', {
        name: nameOf(largest),
        people: format.people(largest.customers),
        share: format.percent(share(largest.customers, customers)),
        revenue: format.percent(share(largest.revenue, revenue)),
      })}
    >
      <DataTable<SegmentRow>
        caption={t('kinds.title')}
        columns={columns}
        rows={rows}
        keyOf={nameOf}
        total={total}
      />
      <p className="om-range">
        {nextSince === null
          ? t(view.groups === null ? 'counting' : 'kinds.nextNone')
          : t('kinds.nextNote', {
              day: format.day(lastDay(nextSince.since)),
              days: format.days(nextSince.days),
            })}
      </p>
    </Section>
  );
}
