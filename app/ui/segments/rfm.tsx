import { Spinner } from '@shopify/polaris';
import { segmentTexts } from '../../i18n/late/segments';
import { RFM_GROUPS } from '../../terms/people';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { lastDay } from '../numbers/last-day';
import { peopleColumn, type PeopleCell } from '../people/people-column';
import { PeopleLink } from '../people/people-link';
import { Customers } from '../people/customers-column';
import { amounts, numbers, words, type Column } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import type { PartProps } from './segments-page';

const SCORES = [1, 2, 3, 4, 5] as const;
type Score = (typeof SCORES)[number];

interface Row {
  r: Score;
  cells: PeopleCell[];
  all: PeopleCell;
}

/** Customers by how lately and how often they bought: 5 is best. Money is the amount in each cell. */
export function Rfm({ view: { rfm, customers }, format }: PartProps) {
  const { t } = useLateTexts(segmentTexts);
  const sumOf = (isIn: (cell: (typeof rfm.cells)[number]) => boolean) =>
    rfm.cells.filter(isIn).reduce<PeopleCell>(
      (sum, cell) => ({
        customers: sum.customers + cell.customers,
        revenue: sum.revenue + cell.revenue,
      }),
      { customers: 0, revenue: 0 },
    );
  const rows = SCORES.toReversed().map((score): Row => ({
    r: score,
    cells: SCORES.map((often) => sumOf(({ r, f }) => r === score && f === often)),
    all: sumOf(({ r }) => r === score),
  }));
  const best = sumOf(({ r, f }) => r === 5 && f === 5);
  const fading = sumOf(({ r, f }) => r <= 2 && f >= 4);
  const most = Math.max(1, ...rows.flatMap(({ cells }) => cells.map((cell) => cell.customers)));
  const { recency, frequency, money } = rfm;
  const [least] = frequency;
  if (least === undefined)
    return (
      <Section title={t('rfm.title')} term="segments:definition.rfm" meaning={t('rfm.none')} />
    );
  const columns: Column<Row>[] = [
    words('r', t('rfm.corner'), ({ r }) => t('rfm.r', { n: r }), {
      ...{ file: [{ label: t('rfm.recency'), cell: ({ r }) => r }] },
    }),
    ...SCORES.map((f) =>
      peopleColumn<Row>(
        `f${String(f)}`,
        t('rfm.f', { n: f }),
        ({ cells }) => cells[f - 1] ?? null,
        ({ r }) => [
          [
            { field: 'r', from: r, to: r },
            { field: 'f', from: f, to: f },
          ],
        ],
        format,
        // a quarter of the darkest at most: links and amounts hold 4.5 : 1 on it
        { heat: ({ cells }) => (cells[f - 1]?.customers ?? 0) / most / 4 },
      ),
    ),
    peopleColumn<Row>(
      'all',
      t('all'),
      ({ all }) => all,
      ({ r }) => [[{ field: 'r', from: r, to: r }]],
      format,
      { main: true },
    ),
  ];
  return (
    <Section
      title={t('rfm.title')}
      term="segments:definition.rfm"
      meaning={t('rfm.meaning', {
        best: format.people(best.customers),
        fading: format.people(fading.customers),
      })}
      more={
        fading.customers > 0 && (
          <p>
            <PeopleLink
              who={[
                [
                  { field: 'r', from: 1, to: 2 },
                  { field: 'f', from: 4, to: 5 },
                ],
              ]}
            >
              {t('rfm.seeFading', { people: format.people(fading.customers) })}
            </PeopleLink>
          </p>
        )
      }
    >
      <DataTable<Row>
        caption={t('rfm.title')}
        columns={columns}
        rows={rows}
        keyOf={({ r }) => t('rfm.r', { n: r })}
      />
      <details className="om-twin">
        <summary>{t('rfm.bounds')}</summary>
        <DataTable<Score>
          caption={t('rfm.bounds')}
          columns={[
            numbers('score', t('rfm.score'), (score) => score, format.number),
            words(
              'recency',
              t('rfm.recency'),
              // a purchase of the day or later
              (score) => t('rfm.from', { value: format.day(recency[score - 1] ?? null) }),
              { file: [{ label: t('rfm.recency'), cell: (score) => recency[score - 1] ?? null }] },
            ),
            numbers(
              'frequency',
              t('rfm.frequency'),
              (score) => frequency[score - 1] ?? null,
              format.number,
            ),
            amounts('money', t('rfm.money'), (score) => money[score - 1] ?? null, format),
          ]}
          rows={SCORES.toReversed()}
          keyOf={String}
        />
        <p className="om-range">{t('rfm.boundsNote', { people: format.people(customers) })}</p>
      </details>
    </Section>
  );
}

type GroupRow = NonNullable<PartProps['view']['groups']>['rfmGroups'][number];

/** Shopify's own groups beside. */
export function RfmGroups({ view: { groups, customers, asOf }, format }: PartProps) {
  const { t } = useLateTexts(segmentTexts);
  if (groups === null)
    return (
      <Section title={t('groups.title')} term="segments:definition.rfmGroups">
        <p role="status" aria-live="polite">
          <Spinner size="small" /> {t('counting')}
        </p>
      </Section>
    );
  const known = groups.rfmGroups.filter(({ group }) => group !== 'none');
  const order = [...RFM_GROUPS, 'none'];
  const rows = groups.rfmGroups.toSorted((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
  const isPast = format.pastDay !== null;
  return (
    <Section
      title={t('groups.title')}
      term="segments:definition.rfmGroups"
      meaning={known.length === 0 ? t('groups.none') : t('groups.meaning')}
    >
      {known.length > 0 && (
        <DataTable<GroupRow>
          caption={t('groups.title')}
          columns={[
            words('group', t('groups.group'), ({ group }) => t(`groups.name.${group}`)),
            numbers('customers', t('customers'), (row) => row.customers, format.number, {
              main: true,
              show: (row) => (
                <Customers
                  count={row.customers}
                  who={[[{ field: 'rfmGroup', is: [row.group] }]]}
                  text={format.number(row.customers)}
                />
              ),
            }),
            numbers('share', t('share'), (row) => row.customers / customers, format.percent),
            amounts('revenue', t('revenue'), (row) => row.revenue, format),
            amounts('each', t('each'), (row) => row.revenue / row.customers, format),
          ]}
          rows={rows}
          keyOf={({ group }) => group}
        />
      )}
      {isPast && known.length > 0 && (
        <p className="om-range">{t('groups.past', { day: format.day(lastDay(asOf)) })}</p>
      )}
    </Section>
  );
}
