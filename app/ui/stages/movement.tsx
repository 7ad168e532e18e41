import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../metrics/snapshot';
import { STAGES } from '../../terms/stages';
import { numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import { Facts, Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import type { PartProps } from './distribution';
import { isFirstMonth } from './view';

type Moves = NonNullable<Snapshot['movement']>['moves'];
type Place = Moves[number]['from'];

/** 0 for `none` (not yet or no longer a customer), then the stages 1-7. */
function rung(place: Place): number {
  return STAGES.findIndex((stage) => stage === place) + 1;
}

/** Customers who moved up and down since last month's end. */
export function Movement({ view, format }: PartProps) {
  const { t } = useTranslation('stages');
  const { movement } = view;
  if (movement === null)
    return (
      <Section
        title={t('definition.movement.title')}
        term="stages:definition.movement"
        meaning={t(isFirstMonth(view) ? 'movement.firstMonth' : 'movement.notYet')}
      />
    );
  const count = (which: (from: number, to: number) => boolean) =>
    movement.moves
      .filter(({ from, to }) => which(rung(from), rung(to)))
      .reduce((sum, move) => sum + move.customers, 0);
  const up = count((from, to) => from > 0 && to > from);
  const down = count((from, to) => to > 0 && to < from);
  const added = count((from, to) => from === 0 && to > 0);
  const places: Place[] = [...STAGES, 'none'];
  const name = (place: Place, side: 'from' | 'to') =>
    place === 'none' ? t(`movement.none.${side}`) : t(`name.${place}`);
  const moved = movement.moves
    .filter((move) => move.from !== move.to && move.customers > 0)
    .sort((a, b) => places.indexOf(a.from) - places.indexOf(b.from) || rung(a.to) - rung(b.to));
  const now = format.pastDay === null ? t('movement.to') : format.day(format.pastDay);
  const fact = (key: string, customers: number) => (
    <Quantity
      small
      term={
        key === 'lapsed' || key === 'returned'
          ? 'home:definition.lapsed'
          : 'stages:definition.movement'
      }
      label={t(`movement.${key}`)}
      value={format.heads(customers)}
    />
  );
  return (
    <Section
      title={t('movement.title', { day: format.day(movement.since) })}
      term="stages:definition.movement"
      meaning={t('movement.meaning', {
        up: format.people(up),
        down: format.people(down),
        lapsed: format.people(movement.lapsed),
      })}
    >
      <Facts>
        {fact('up', up)}
        {fact('down', down)}
        {fact('new', added)}
        {fact('lapsed', movement.lapsed)}
        {fact('returned', movement.returned)}
      </Facts>
      <details className="om-twin">
        <summary>{t('movement.open')}</summary>
        <DataTable<Moves[number]>
          caption={t('definition.movement.title')}
          columns={[
            words('from', t('movement.from'), ({ from }) => name(from, 'from')),
            words('to', now, ({ to }) => name(to, 'to')),
            words('direction', t('movement.direction'), ({ from, to }) =>
              t(`movement.${direction(from, to)}`),
            ),
            numbers(
              'customers',
              t('distribution.customers'),
              ({ customers }) => customers,
              format.number,
              { main: true },
            ),
          ]}
          rows={moved}
          keyOf={({ from, to }) => `${from}-${to}`}
        />
      </details>
    </Section>
  );
}

function direction(from: Place, to: Place): 'new' | 'gone' | 'up' | 'down' {
  if (from === 'none') return 'new';
  if (to === 'none') return 'gone';
  return rung(to) > rung(from) ? 'up' : 'down';
}
