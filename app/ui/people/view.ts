import type { FilterChoices } from '../../metrics/filter/choices';
import type { PeopleField, State, Who } from '../../terms/people';
import type { SEGMENTS } from '../../terms/segments';
import type { Stage } from '../../terms/stages';
import type { PersonName } from '../nps/answer-view';
import type { ConditionFault, ConditionFields } from './condition-form';
import type { DraftAddress, ListOrder } from './list-address';
import type { SecondWindow } from './next-action';

/** One customer of a list. Days are of the shop, `YYYY-MM-DD`. */
export interface ShownPerson {
  /** Shopify's numeric id */
  id: string;
  /** read from Shopify for this page; null where not allowed or missing */
  name: PersonName | null;
  stage: Stage;
  segment: (typeof SEGMENTS)[number];
  state: State;
  /** purchases */
  n: number;
  revenue: number;
  first: string;
  last: string;
  /** null: not known */
  expected: string | null;
  /** of the latest answer; null: none */
  score: number | null;
  answered: string | null;
  /** whether the merchant has done nothing about that answer */
  isOpen: boolean;
}

/** One page of a list, with the totals of all of it. */
export interface ShownList {
  customers: number;
  revenue: number;
  people: ShownPerson[];
  /** cursors of the pages beside this one; null: none */
  next: string | null;
  previous: string | null;
  /** Shopify did not respond, so names that may be shown are missing */
  namesMissing: boolean;
}

/** A list that stands as a tab. */
export interface ViewTab {
  /** of a saved one its id, of a built-in one its name */
  key: string;
  /** null: a built-in one, whose name is a text of the page */
  name: string | null;
  /** null: its words cannot be read any more */
  who: Who | null;
}

/** A condition that is being chosen or changed. */
export interface Draft extends Omit<DraftAddress, 'field'> {
  /** null: none chosen yet */
  field: PeopleField | null;
  fields: ConditionFields;
  fault: ConditionFault | null;
}

export interface CustomersView {
  /** of the shop, on that day */
  customers: number;
  revenue: number;
  /** the day D of the list */
  asOf: string;
  /** null: the address cannot be read */
  who: Who | null;
  order: ListOrder;
  /** null where the address cannot be read; waiting: it is being made */
  list: ShownList | 'waiting' | null;
  tabs: ViewTab[];
  draft: Draft | null;
  /** titles of the products in the conditions, by id */
  titles: Record<string, string>;
  choices: Pick<FilterChoices, 'products' | 'sources'>;
  window: SecondWindow;
}

/** A customer whom a search found. */
export interface FoundPerson {
  id: string;
  name: PersonName | null;
  order: string | null;
  counted: boolean;
}

/** The door's reply to a form of the page. */
export type CustomersAnswer =
  | { done: 'saved' | 'renamed'; name: string }
  | { done: 'deleted' }
  | {
      fault: 'empty' | 'long' | 'taken' | 'full';
      /** as entered */
      name: string;
      /** of the list that was to be renamed; null: a new one */
      id: string | null;
    }
  | {
      found: FoundPerson[];
      names: 'notAsked' | 'done' | 'more' | 'denied' | 'failed';
      text: string;
    };
