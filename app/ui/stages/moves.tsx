import { Spinner } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { StageMoves } from '../../metrics/stages/moves';
import type { Who } from '../../terms/people';
import { STAGES, type Stage } from '../../terms/stages';
import { Section } from '../frame/section';
import { lastDay } from '../numbers/last-day';
import { Facts, Quantity } from '../numbers/quantity';
import { lapseWho, moveWho } from '../people/flow';
import { peopleColumn, type PeopleCell } from '../people/people-column';
import { Customers } from '../people/customers-column';
import { numbers, words, type Column } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import type { PartProps } from './distribution';

type Cell = StageMoves['cells'][number];
type From = Cell['from'];

/** Rows of the table: whom the page did not have yet come first. */
const FROM = ['none', ...STAGES] as const;

/** 0 for customers who were not there yet, then the stages 1-7. */
const rung = (place: From): number => FROM.indexOf(place);

/** null: everyone */
interface Row {
  from: From | null;
  cells: Cell[];
}

const sumOf = (cells: readonly Cell[], key: 'customers' | 'revenue' | 'lapsed' | 'returned') =>
  cells.reduce((sum, cell) => sum + cell[key], 0);

/** Customers by stage on the day to compare with (rows) and now (columns): each cell opens its people. */
export function Moves({ view: { moves }, format }: PartProps) {
  const { t } = useTranslation('stages');
  if (moves === null)
    return (
      <Section
        title={t('definition.movement.title')}
        term="stages:definition.movement"
        meaning={t('movement.noDay')}
      />
    );
  const { since, cells } = moves;
  const day = format.day(lastDay(since));
  const title = t('movement.title', { day });
  if (cells === null)
    return (
      <Section title={title} term="stages:definition.movement">
        <p role="status" aria-live="polite">
          <Spinner size="small" /> {t('movement.counting')}
        </p>
      </Section>
    );
  const up = cells.filter(({ from, to }) => from !== 'none' && rung(to) > rung(from));
  const down = cells.filter(({ from, to }) => rung(to) < rung(from));
  const added = cells.filter(({ from }) => from === 'none');
  const lapsed = sumOf(cells, 'lapsed');
  const fact = (
    key: 'up' | 'down' | 'new' | 'lapsed' | 'returned',
    customers: number,
    who: Who,
  ) => (
    <Quantity
      small
      term={
        key === 'lapsed' || key === 'returned'
          ? 'home:definition.lapsed'
          : 'stages:definition.movement'
      }
      label={t(`movement.${key}`)}
      value={<Customers count={customers} who={who} text={format.heads(customers)} />}
    />
  );
  const moved = cells.filter(({ from, to }) => from !== to);
  const most = Math.max(1, ...moved.map(({ customers }) => customers));
  /** A quarter of the darkest at most: links and amounts hold 4.5 : 1 on it. Those who stayed are not shaded. */
  const heatOf = (from: From | null, to: Stage, own: readonly Cell[]) => {
    const { customers } = cellOf(from, to, own);
    return from === null || from === to || customers === 0 ? null : customers / most / 4;
  };
  const nameOf = ({ from }: Row) =>
    from === null
      ? t('distribution.all')
      : from === 'none'
        ? t('movement.none')
        : `${String(rung(from))} ${t(`name.${from}`)}`;
  const columns: Column<Row>[] = [
    words('from', t('movement.corner'), nameOf),
    peopleColumn<Row>(
      'all',
      t('distribution.all'),
      ({ cells: own }) => ({
        customers: sumOf(own, 'customers'),
        revenue: sumOf(own, 'revenue'),
      }),
      ({ from }) => (from === null ? [] : moveWho(since, from, null)),
      format,
      { main: true },
    ),
    ...STAGES.map((to) =>
      peopleColumn<Row>(
        to,
        `${String(rung(to))} ${t(`name.${to}`)}`,
        ({ from, cells: own }) => cellOf(from, to, own),
        ({ from }) => (from === null ? [[{ field: 'stage', is: [to] }]] : moveWho(since, from, to)),
        format,
        { heat: ({ from, cells: own }) => heatOf(from, to, own) },
      ),
    ),
    numbers<Row>(
      'lapsed',
      t('movement.ofWhomLapsed'),
      ({ cells: own }) => sumOf(own, 'lapsed'),
      format.number,
      {
        show: ({ from, cells: own }) => (
          <Customers
            count={sumOf(own, 'lapsed')}
            who={lapseWho(since, 'lapsed', from)}
            text={format.number(sumOf(own, 'lapsed'))}
          />
        ),
      },
    ),
  ];
  return (
    <Section
      title={title}
      term="stages:definition.movement"
      meaning={t('movement.meaning', {
        up: format.people(sumOf(up, 'customers')),
        down: format.people(sumOf(down, 'customers')),
        lapsed: format.people(lapsed),
      })}
    >
      <Facts>
        {fact('up', sumOf(up, 'customers'), passing(since, 'up'))}
        {fact('down', sumOf(down, 'customers'), passing(since, 'down'))}
        {fact('new', sumOf(added, 'customers'), moveWho(since, 'none', null))}
        {fact('lapsed', lapsed, lapseWho(since, 'lapsed', null))}
        {fact('returned', sumOf(cells, 'returned'), lapseWho(since, 'returned', null))}
      </Facts>
      <DataTable<Row>
        caption={title}
        columns={columns}
        rows={FROM.map((from) => ({ from, cells: cells.filter((cell) => cell.from === from) }))}
        keyOf={({ from }) => from ?? ''}
        total={{ from: null, cells }}
      />
      <p className="om-range">{t('movement.note', { day })}</p>
    </Section>
  );
}

/** @param own the cells of the row */
function cellOf(from: From | null, to: Stage, own: readonly Cell[]): PeopleCell {
  const found = own.filter((cell) => cell.to === to);
  const moved = from === null || from === 'none' ? 0 : rung(to) - rung(from);
  return {
    customers: sumOf(found, 'customers'),
    revenue: sumOf(found, 'revenue'),
    ...(moved === 0 ? {} : { sign: moved > 0 ? '↑' : '↓' }),
  };
}

/** Everyone who is on a higher or a lower stage than then. */
function passing(since: string, way: 'up' | 'down'): Who {
  return STAGES.flatMap((from, at) => {
    const to = way === 'up' ? STAGES.slice(at + 1) : STAGES.slice(0, at);
    return to.length === 0
      ? []
      : [
          [
            { field: 'stageOn' as const, day: since, is: [from] },
            { field: 'stage' as const, is: to },
          ],
        ];
  });
}
