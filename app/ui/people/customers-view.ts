import type { FilterChoices } from '../../metrics/filter/choices';
import type { ListedPerson } from '../../metrics/people/list.server';
import type { Snapshot } from '../../metrics/snapshot';
import type { Who } from '../../terms/people';
import type { PersonName } from '../nps/answer-view';
import { builtInViews } from './built-in-views';
import { fieldsOf, type ConditionFault, type ConditionFields } from './condition-form';
import type { Asked } from './list-address';
import type { CustomersView, Draft, ShownList, ShownPerson, ViewTab } from './view';
import { readWho } from '../../who-address';

interface Saved {
  id: string;
  name: string;
  who: string;
}

type SecondDays = Pick<Snapshot, 'repeat'>;

/** The days in which first-time buyers usually come back; null: not known yet. */
const windowOf = ({ repeat }: SecondDays) => {
  const window = repeat.daysToSecond?.window ?? null;
  return window && { from: window.from, to: window.to };
};

/** The tabs: the lists of every shop, then the merchant's own. */
export function tabsOf(snapshot: SecondDays, saved: readonly Saved[]): ViewTab[] {
  return [
    ...builtInViews(windowOf(snapshot)),
    ...saved.map(({ id, name, who }) => ({ key: id, name, who: readWho(who) })),
  ];
}

/**
 * Whom an address shows that may name a saved list.
 * @returns null where its words cannot be read, or there is no such list
 */
export function namedList(saved: readonly Saved[], id: string | null, who: Who | null): Who | null {
  if (id === null) return who;
  const named = saved.find((one) => one.id === id);
  return named === undefined ? null : readWho(named.who);
}

interface Read {
  asked: Asked;
  /** why the sent condition is not taken */
  fault: ConditionFault | null;
  /** as it was sent; null: nothing was */
  fields: ConditionFields | null;
  who: Who | null;
  list:
    | {
        customers: number;
        revenue: number;
        people: ListedPerson[];
        before: string | null;
        after: string | null;
      }
    | { missing: string[] }
    | null;
  saved: readonly Saved[];
  names: { names: ReadonlyMap<string, PersonName | null>; missing: boolean };
  titles: ReadonlyMap<string, string>;
  /** answers that the merchant has begun to handle */
  handled: ReadonlySet<string>;
  choices: FilterChoices;
}

/** What the page shows of a list and of the numbers of its day. */
export function customersView(snapshot: Snapshot, read: Read): CustomersView {
  const { asked, who, list, titles, choices } = read;
  return {
    ...{ customers: snapshot.customers, revenue: snapshot.revenue, asOf: snapshot.asOf },
    ...{ who, order: asked.order },
    list: list === null ? null : 'missing' in list ? 'waiting' : shown(list, read),
    tabs: tabsOf(snapshot, read.saved),
    draft: who === null ? null : draftOf(who, read),
    titles: Object.fromEntries(titles),
    choices: { products: choices.products, sources: choices.sources },
    window: windowOf(snapshot),
  };
}

function shown(
  list: Exclude<NonNullable<Read['list']>, { missing: string[] }>,
  { names: { names, missing }, handled }: Read,
): ShownList {
  return {
    ...{ customers: list.customers, revenue: list.revenue },
    people: list.people.map((one) => ({
      ...person(one),
      isOpen: one.answerId === null || !handled.has(one.answerId),
      name: names.get(one.customerId) ?? null,
    })),
    ...{ next: list.after, previous: list.before, namesMissing: missing },
  };
}

function person(one: ListedPerson): Omit<ShownPerson, 'name' | 'isOpen'> {
  return {
    ...{ id: one.customerId, stage: one.stage, segment: one.segment, state: one.state },
    ...{ n: one.purchases, revenue: one.revenue, first: one.firstDay, last: one.lastDay },
    ...{ expected: one.expectedDay, score: one.score, answered: one.answeredDay },
  };
}

/** The condition that the address has open; none where its place is not in the list. */
function draftOf(who: Who, { asked: { draft }, fault, fields }: Read): Draft | null {
  if (draft === null || draft.group > who.length) return null;
  const condition = draft.at === null ? null : (who[draft.group]?.[draft.at] ?? null);
  const own = condition !== null && condition.field === draft.field ? condition : null;
  return {
    ...draft,
    at: condition === null ? null : draft.at,
    fields: fields ?? fieldsOf(own),
    fault,
  };
}
