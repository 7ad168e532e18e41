import { useTranslation } from 'react-i18next';
import { personName } from '../nps/person-name';
import { AppLink } from '../frame/app-link';
import { Term } from '../numbers/definition';
import type { PageFormat } from '../numbers/use-format';
import type { Who } from '../../terms/people';
import { daysBetween } from '../numbers/days-between';
import type { Chosen } from './chosen';
import { LIST, nextListOrder, PEOPLE_SORTS, type PeopleSort } from './list-address';
import { ListLink } from './list-link';
import { nextAction } from './next-action';
import type { CustomersView, ShownList, ShownPerson } from './view';
import '../tables/table.css';
import './people-table.css';

interface PeopleTableProps {
  view: CustomersView & { who: Who };
  list: ShownList;
  chosen: Chosen;
  format: PageFormat;
}

/** Sorted columns in the table's order; the others can be chosen above it. */
const SORTED = ['n', 'revenue', 'last', 'expected', 'score'] as const satisfies PeopleSort[];
/** Cards that a phone shows before "show all"; people-table.css hides the rest. */
const ON_A_PHONE = 15;
const DAYS: readonly PeopleSort[] = ['last', 'first', 'expected'];

/** One page of customers, the totals of all pages first. Its heads are links that sort. On a phone each row is a card. */
export function PeopleTable({ view, list, chosen, format }: PeopleTableProps) {
  const { t } = useTranslation('customers');
  return (
    <div className="om-table-box om-people-list">
      <SortMenu view={view} />
      <div className="om-scroll-box">
        {/* A scrolling region must be reachable by keyboard, or its right half cannot be read. */}
        <div
          className="om-scroll"
          role="region"
          aria-label={t('table.caption')}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <table className="om-table om-people">
            <caption className="om-hidden">{t('table.caption')}</caption>
            <Heads view={view} people={list.people} chosen={chosen} />
            <tbody className="om-total">
              <tr>
                <th scope="row">{t('table.all', { n: format.people(list.customers) })}</th>
                <td />
                <td />
                <td className="om-main">{format.money(list.revenue)}</td>
                <td />
                <td />
                <td />
                <td />
              </tr>
            </tbody>
            <tbody>
              {list.people.map((one) => (
                <Row key={one.id} one={one} view={view} chosen={chosen} format={format} />
              ))}
            </tbody>
          </table>
        </div>
      </div>
      {list.people.length > ON_A_PHONE && (
        <label className="om-all-label om-phone">
          {/* No script: the sheet of styles shows what the box opens. */}
          <input type="checkbox" className="om-all" autoComplete="off" /> {t('numbers:table.all')}
        </label>
      )}
    </div>
  );
}

interface HeadsProps extends Pick<PeopleTableProps, 'view' | 'chosen'> {
  people: readonly ShownPerson[];
}

function Heads({ view, people, chosen }: HeadsProps) {
  const { t } = useTranslation('customers');
  const ids = people.map(({ id }) => id);
  const { who, order } = view;
  return (
    <thead>
      <tr>
        <th scope="col" className="om-words">
          <Choice ids={ids} chosen={chosen} name={t('table.chooseAll')} />
          {t('table.customer')}
        </th>
        <th scope="col" className="om-words">
          {t('table.stage')}
        </th>
        {SORTED.map((by) => (
          <th
            key={by}
            scope="col"
            aria-sort={order.by === by ? (order.down ? 'descending' : 'ascending') : undefined}
          >
            <ListLink
              to={{ who, order: nextListOrder(order, by) }}
              className="om-sort"
              name={t('numbers:table.sortBy', { column: t(`table.${by}`) })}
            >
              <span className="om-arrow" aria-hidden="true" />
              {by !== 'expected' && t(`table.${by}`)}
            </ListLink>
            {by === 'expected' && (
              <Term name="customers:definition.expected">{t('table.expected')}</Term>
            )}
          </th>
        ))}
        <th scope="col" className="om-words">
          <Term name="customers:definition.next">{t('table.next')}</Term>
        </th>
      </tr>
    </thead>
  );
}

interface RowProps {
  one: ShownPerson;
  view: CustomersView;
  chosen: Chosen;
  format: PageFormat;
}

function Row({ one, view, chosen, format }: RowProps) {
  const { t } = useTranslation('customers');
  const name = personName(one.name);
  const { key, by } = nextAction(
    { ...one, sinceFirst: daysBetween(one.first, view.asOf) },
    view.window,
    view.asOf,
  );
  return (
    <tr>
      <th scope="row">
        <Choice ids={[one.id]} chosen={chosen} name={t('table.choose', { id: one.id })} />
        <AppLink url={`${LIST}/${one.id}`} className="om-person">
          {name === null ? t('table.number', { id: one.id }) : <span translate="no">{name}</span>}
        </AppLink>
      </th>
      <td className="om-words" data-label={t('table.stage')}>
        {t(`stages:name.${one.stage}`)}
      </td>
      <td data-label={t('table.n')}>{format.number(one.n)}</td>
      <td className="om-main">{format.money(one.revenue)}</td>
      <td data-label={t('table.last')}>{format.day(one.last)}</td>
      <td data-label={t('table.expected')}>{expectedWords()}</td>
      <td data-label={t('table.score')}>
        {one.score === null
          ? format.number(null)
          : t('table.points', { count: one.score, n: format.number(one.score) })}
      </td>
      <td className="om-words" data-label={t('table.next')}>
        {t(`person:action.${key}`, { day: format.day(by) })}
      </td>
    </tr>
  );

  function expectedWords(): string {
    const late = one.expected === null ? 0 : daysBetween(one.expected, view.asOf);
    return late > 0
      ? t('table.overdue', { day: format.day(one.expected), count: late, n: format.number(late) })
      : format.day(one.expected);
  }
}

interface ChoiceProps {
  ids: readonly string[];
  chosen: Chosen;
  name: string;
}

/** A box that chooses some rows for the file. */
function Choice({ ids, chosen, name }: ChoiceProps) {
  return (
    <label className="om-choose">
      <input
        type="checkbox"
        autoComplete="off"
        aria-label={name}
        checked={ids.every((id) => chosen.ids.has(id))}
        onChange={({ target }) => {
          chosen.set(ids, target.checked);
        }}
      />
    </label>
  );
}

/** Every order of the list, for a phone, which has no heads, and for what is no column. */
function SortMenu({ view: { who, order } }: { view: PeopleTableProps['view'] }) {
  const { t } = useTranslation('customers');
  const words = (by: PeopleSort, down: boolean) =>
    t(`table.${DAYS.includes(by) ? 'sortedByDay' : 'sortedBy'}.${down ? 'down' : 'up'}`, {
      column: t(`table.${by}`),
    });
  return (
    // another order closes it
    <details className="om-more" key={`${order.by}.${String(order.down)}`}>
      <summary>{`${t('table.sort')}${t('table.colon')}${words(order.by, order.down)}`}</summary>
      <ul className="om-sort-menu">
        {PEOPLE_SORTS.flatMap((by) =>
          [true, false].map((down) => (
            <li key={`${by}.${String(down)}`}>
              <ListLink
                to={{ who, order: { by, down } }}
                current={order.by === by && order.down === down}
              >
                {words(by, down)}
              </ListLink>
            </li>
          )),
        )}
      </ul>
    </details>
  );
}
