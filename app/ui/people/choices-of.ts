import {
  ANSWERS,
  CONSENTS,
  HANDLED,
  RANKS,
  RFM_GROUPS,
  STATES,
  SUBSCRIPTIONS,
  type PeopleField,
} from '../../terms/people';
import { REASONS } from '../../terms/reasons';
import { SEGMENTS } from '../../terms/segments';
import { STAGES } from '../../terms/stages';

/** The values that a choice offers, in their order: those that lists know (`metrics/people/choices`, held by a test). */
const OFFERED: Partial<Record<PeopleField, readonly string[]>> = {
  stage: STAGES,
  segment: SEGMENTS,
  state: STATES,
  rank: RANKS,
  rfmGroup: [...RFM_GROUPS, 'none'],
  subscription: SUBSCRIPTIONS,
  filterDiscount: ANSWERS,
  filterPlan: ANSWERS,
  reason: [...REASONS, 'unsaid'],
  handled: HANDLED,
  consent: CONSENTS,
  stageOn: [...STAGES, 'none'],
  stateOn: [...STATES, 'none'],
};

/** The values of a choice; null for a field of another kind. */
export const choicesOf = (field: PeopleField): readonly string[] | null => OFFERED[field] ?? null;

/** The menu of conditions: fields that belong together. */
export const FIELD_GROUPS = {
  place: ['stage', 'segment', 'state', 'rank', 'decile', 'r', 'f', 'm', 'rfmGroup'],
  purchases: [
    ...(['n', 'revenue', 'margin', 'last', 'first', 'second', 'expected'] as const),
    ...(['sinceLast', 'sinceFirst', 'daysToSecond', 'boughtIn', 'plainBoughtIn'] as const),
    ...(['discountShare', 'subscription', 'subscriptionOrders', 'lastSubscription'] as const),
  ],
  products: ['firstProduct', 'secondProduct', 'boughtProduct'],
  first: ['filterProduct', 'filterDiscount', 'filterSource', 'filterPlan'],
  survey: ['score', 'reason', 'answered', 'handled', 'consent'],
  moment: ['stageOn', 'stateOn'],
} as const satisfies Record<string, readonly PeopleField[]>;

/** Fields that a customer may have no value of. */
const MAY_MISS: readonly PeopleField[] = [
  ...(['margin', 'second', 'daysToSecond', 'expected', 'lastSubscription'] as const),
  ...(['score', 'answered'] as const),
];
export const mayMiss = (field: PeopleField): boolean => MAY_MISS.includes(field);
