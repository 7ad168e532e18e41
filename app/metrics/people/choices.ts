import {
  ANSWERS,
  CONSENTS,
  HANDLED,
  PEOPLE_FIELDS,
  RANKS,
  RFM_GROUPS,
  STATES,
  SUBSCRIPTIONS,
  type Who,
} from '../../terms/people';
import { REASONS } from '../../terms/reasons';
import { SEGMENTS } from '../../terms/segments';
import { STAGES } from '../../terms/stages';

/** The values of each field of choices, in the order of a menu. */
export const CHOICES = {
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
} as const satisfies Partial<Record<keyof typeof PEOPLE_FIELDS, readonly string[]>>;

type ChoiceField = keyof typeof CHOICES;

/** A value that its field does not have: the page says so instead of showing other people. */
export interface UnknownChoice {
  field: ChoiceField;
  value: string;
}

/** The first value of a choice that its field does not have; null: every one is known. */
export function unknownChoice(who: Who): UnknownChoice | null {
  for (const condition of who.flat()) {
    const { field } = condition;
    const kind = PEOPLE_FIELDS[field];
    if ((kind !== 'choice' && kind !== 'moment') || !('is' in condition)) continue;
    const known: readonly string[] = CHOICES[field as ChoiceField];
    const value = condition.is.find((one) => !known.includes(one));
    if (value !== undefined) return { field: field as ChoiceField, value };
  }
  return null;
}

/** The days whose stages a list asks for: each needs the customers as of that day. */
export function daysOf(who: Who): string[] {
  return [...new Set(who.flat().flatMap((one) => (one.field === 'stageOn' ? [one.day] : [])))];
}
