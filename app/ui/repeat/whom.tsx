import type { ReactNode } from 'react';
import type { Condition, Who } from '../../terms/people';
import { newcomersIn } from '../people/newcomers-who';
import { PeopleLink } from '../people/people-link';
import type { RepeatNumbers } from './view';

/**
 * The people behind a count of the page: its newcomers who meet some conditions.
 * @returns null where the page leaves renewals out: the list of customers counts them
 */
export function whomOf(
  { renewals, history }: Pick<RepeatNumbers, 'renewals' | 'history'>,
  ...conditions: Condition[]
): Who | null {
  return renewals === 'without' ? null : newcomersWho(history.newcomersFrom, ...conditions);
}

/** Newcomers who meet some conditions. @param from the day from which on customers count as new; null: all do */
export function newcomersWho(from: string | null, ...conditions: Condition[]): Who {
  return [[...newcomersIn(from), ...conditions]];
}

/** Customers with exactly so many purchases, or with so many and more. */
export const bought = (times: number, orMore = false): Condition => ({
  ...{ field: 'n', from: times, to: orMore ? null : times },
});

/** A count that opens its people, where there is a list of them. */
export function People({ who, children }: { who: Who | null; children: ReactNode }) {
  return who === null ? children : <PeopleLink who={who}>{children}</PeopleLink>;
}
