import { Link } from '@remix-run/react';
import { Spinner, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { curveSplitTexts } from '../../i18n/late/curve-split';
import type { Split } from '../../metrics/split/split.server';
import { UNKNOWN_SOURCE } from '../../terms/filters';
import type { Condition, Who } from '../../terms/people';
import type { SplitBy } from '../../terms/splits';
import { SIGNIFICANT } from '../../terms/significance';
import { ChartFigure } from '../charts/chart-figure';
import { LinesChart } from '../charts/lines-chart';
import { tenureAxis, valueAxis } from '../charts/scale';
import { spaced } from '../charts/spaced';
import { useLateTexts } from '../frame/use-late-texts';
import { useView, viewLink, type ViewFilter } from '../frame/view-address';
import { customersColumn } from '../people/customers-column';
import { newcomersIn } from '../people/newcomers-who';
import { amounts, intervals, words, type Column } from '../tables/columns';
import type { CurveOf } from './curve-address';
import { curveRules, TENURES } from './curve-rules';
import type { PartProps } from './formula';
import { paybackColumn } from './payback-column';

const YEAR = 365;
/** The tenures of the table. */
const [SOON, LATE] = [90, YEAR];

type Row = Omit<Split['groups'][number], 'line'>;

/** A curve for each group of customers, by their first order, with the groups in a table. */
export function CurveSplit({ view, format, of }: PartProps & { of: CurveOf }) {
  const { t } = useLateTexts(curveSplitTexts);
  const { t: own } = useTranslation('ltv');
  const shown = useView();
  const { ltv, split } = view;
  if (split === null)
    return (
      <p role="status" aria-live="polite">
        <Spinner size="small" /> {t('counting')}
      </p>
    );
  const { by, groups } = split;
  const rate = of === 'profit' ? (ltv.marginRate ?? 0) : 1;
  const nameOf = (group: Pick<Row, 'key' | 'title'>) => groupName(group, by, t);
  const lines = groups
    .filter(({ line }) => line.length > 1)
    .map((group) => ({
      ...{ key: group.key ?? '', name: nameOf(group) },
      points: pointsOf(group, rate),
    }));
  const last = Math.max(0, ...lines.flatMap(({ points }) => points.map(({ x }) => x)));
  const rules = curveRules(ltv, of, last, { t: own, format }).flatMap(({ y, label }) =>
    y === undefined ? [] : [{ y, label }],
  );
  const values = lines.flatMap(({ points }) => points.map(({ y }) => y));
  // without a cost or a margin, none pays back: the curve of all says what is missing
  const canPayBack = groups.some(
    ({ paybackDays, paybackUnknown }) =>
      paybackDays !== null || paybackUnknown?.reason === 'notReached',
  );
  const table = tableOf();
  const hasFew = groups.some(({ curve }) => at(curve, LATE) === null);
  const notes = [
    t('note.split'),
    ...(by === 'product' ? [t('note.products')] : []),
    ...(of === 'profit' ? [t('note.margin', { rate: format.percent(ltv.marginRate) })] : []),
    ...(hasFew ? [t('note.few')] : []),
    ...(canPayBack ? [t('note.payback')] : []),
  ];
  return (
    <>
      <Text as="p">{lines.length === 0 ? t('nothing') : highest()}</Text>
      <ChartFigure
        title={own('curve.title')}
        table={table}
        note={notes.map((note) => (
          <div key={note}>{note}</div>
        ))}
        open
      >
        {lines.length > 0 && (
          <LinesChart
            label={t('chart', { what: own(`curve.what.${of}`) })}
            x={tenureAxis(last, spaced(TENURES, last), format.days)}
            y={valueAxis([...values, ...rules.map(({ y }) => y)], format.axisMoney)}
            yTitle={own(`curve.${of}`)}
            lines={lines}
            lighterFrom={YEAR}
            rules={rules}
            read={(days, read) => ({
              name: format.days(days),
              text: read
                .map(({ name, value }) => t('read', { name, amount: format.money(value) }))
                .join(own('curve.comma')),
            })}
          />
        )}
      </ChartFigure>
    </>
  );

  /** The group that brings most within a year, and whether the next one may be as high by chance. */
  function highest(): string {
    const known = groups
      .flatMap((group) => {
        const point = group.curve.find(({ days }) => days === YEAR);
        return point?.revenue == null || point.interval === null
          ? []
          : [{ group, revenue: point.revenue, half: point.interval[1] - point.revenue }];
      })
      .sort((a, b) => b.revenue - a.revenue);
    const [first, second] = known;
    if (first === undefined || second === undefined) return t('mostNot');
    // both halves are 1.96 standard errors
    const z =
      ((first.revenue - second.revenue) / Math.hypot(first.half, second.half)) * SIGNIFICANT;
    const all = at(ltv.curve, YEAR);
    return t(z > SIGNIFICANT ? 'most' : 'mostByChance', {
      ...{ what: own(`curve.what.${of}`), name: nameOf(first.group) },
      amount: format.money(first.revenue * rate),
      all: format.money(all === null ? null : all * rate),
    });
  }

  function tableOf() {
    const value = (days: number) => (row: Row) => {
      const revenue = at(row.curve, days);
      return revenue === null ? null : revenue * rate;
    };
    const range = ({ curve }: Row): [number, number] | null => {
      const known = curve.find(({ days }) => days === LATE)?.interval ?? null;
      return known && [known[0] * rate, known[1] * rate];
    };
    const within = (days: number) =>
      t('within', { days: format.days(days), what: own(`curve.what.${of}`) });
    const { paybackDays, paybackUnknown } = ltv;
    const total: Row = {
      ...ALL,
      ...{ customers: newcomersOf(view), curve: ltv.curve, paybackDays, paybackUnknown },
    };
    const whoOf = ({ key }: Row): Who => [
      [
        ...newcomersIn(view.history.newcomersFrom),
        ...(key === ALL.key ? [] : ofGroup(key, by, groups)),
      ],
    ];
    const written = (row: Row) => (row.key === ALL.key ? t('all') : nameOf(row));
    return {
      columns: [
        words('group', t('group'), written, {
          show: (row: Row) => {
            const filter = filterOf(row.key, by);
            const name = written(row);
            return filter === null ? (
              name
            ) : (
              <Link to={viewLink('/app/ltv', { ...shown, filter: { ...shown.filter, ...filter } })}>
                {name}
              </Link>
            );
          },
        }),
        customersColumn('customers', t('customers'), (row) => row.customers, format.heads, whoOf),
        amounts('soon', within(SOON), value(SOON), format),
        amounts('late', within(LATE), value(LATE), format, { main: true }),
        ...(canPayBack ? [paybackColumn<Row>(t, format)] : []),
        intervals(
          'interval',
          t('year'),
          range,
          (row) => format.moneyRange(range(row)) ?? format.money(null),
          format,
          'money',
        ),
      ] satisfies Column<Row>[],
      rows: groups,
      keyOf: ({ key }: Row) => key ?? '',
      total,
    };
  }
}

/** From 0 on, with the tenures of the table: the line is lighter from one of them on. */
function pointsOf({ line, curve }: Split['groups'][number], rate: number) {
  const byDay = new Map([[0, 0]]);
  for (const { days, revenue } of [...line, ...curve])
    if (revenue !== null) byDay.set(days, revenue * rate);
  return [...byDay].sort(([a], [b]) => a - b).map(([x, y]) => ({ x, y }));
}

/** The row of all customers. No group has the key. */
const ALL = { key: 'all customers', title: null };

const at = (curve: Row['curve'], days: number): number | null =>
  curve.find((point) => point.days === days)?.revenue ?? null;

/** The newcomers that the curve is of. */
const newcomersOf = ({ newcomers }: PartProps['view']): number =>
  newcomers.reduce((sum, { customers }) => sum + customers, 0);

type Translate = ReturnType<typeof useLateTexts>['t'];

function groupName({ key, title }: Pick<Row, 'key' | 'title'>, by: SplitBy, t: Translate): string {
  switch (by) {
    case 'product':
      return key === null ? t('other.product') : (title ?? t('noTitle', { id: key }));
    case 'source':
      if (key === null) return t('other.source');
      return key === UNKNOWN_SOURCE ? t('unknownSource') : key;
    default:
      return t(`${by}.${key === 'yes' ? 'yes' : 'no'}`);
  }
}

/** The customers of a group. Those of none are the others: of no named product, or of a known source that is not named. */
function ofGroup(key: string | null, by: SplitBy, groups: readonly Row[]): Condition[] {
  const named = groups.flatMap((group) => group.key ?? []);
  switch (by) {
    case 'product':
      return key === null
        ? [{ field: 'filterProduct', is: named, not: true }]
        : [{ field: 'filterProduct', is: [key] }];
    case 'source':
      return key === null
        ? [{ field: 'filterSource', is: named, not: true }]
        : [{ field: 'filterSource', is: [key] }];
    case 'discount':
      return [{ field: 'filterDiscount', is: [key ?? 'no'] }];
    case 'plan':
      return [{ field: 'filterPlan', is: [key ?? 'no'] }];
  }
}

/** The filter that chooses a group; null: none does. */
function filterOf(key: string | null, by: SplitBy): ViewFilter | null {
  if (key === null || key === ALL.key) return null;
  return by === 'product' || by === 'source' ? { [by]: key } : { [by]: key === 'yes' };
}
