import type { OracleCondition, OraclePerson } from '../oracle/people';
import { dayOf, dayText } from '../oracle/calendar';
import type { Chance } from './random-source';

const CHOICES: Record<string, readonly string[]> = {
  stage: ['purchaser', 'customer', 'loyal', 'follower', 'fan', 'fanClub', 'evangelist'],
  segment: ['firstTime', 'second', 'trend', 'loyal'],
  state: ['active', 'atRisk', 'lapsed'],
  rank: ['S', 'A', 'B', 'C'],
  rfmGroup: ['LOYAL', 'AT_RISK', 'none'],
  subscription: ['running', 'ended', 'none'],
  filterDiscount: ['yes', 'no'],
  filterPlan: ['yes', 'no'],
  reason: ['indifference', 'product', 'competitor', 'other', 'unsaid'],
  handled: ['open', 'inWork', 'done'],
  consent: ['email', 'sms', 'none'],
};
const ON = {
  stageOn: [...(CHOICES.stage ?? []), 'none'],
  stateOn: [...(CHOICES.state ?? []), 'none'],
};
const KEYS = ['firstProduct', 'secondProduct', 'boughtProduct', 'filterProduct', 'filterSource'];
const NUMBERS = [
  ...['decile', 'r', 'f', 'm', 'n', 'revenue', 'margin', 'sinceFirst', 'sinceLast'],
  ...['daysToSecond', 'discountShare', 'subscriptionOrders', 'score'],
];
const DAYS = ['first', 'second', 'last', 'boughtIn', 'plainBoughtIn', 'lastSubscription'];
/** Every field of the list. */
export const EVERY_FIELD = [
  ...Object.keys(CHOICES),
  ...Object.keys(ON),
  ...KEYS,
  ...NUMBERS,
  ...DAYS,
  'expected',
  'answered',
];
/** Of them, those that a customer may have no value of. */
const LACKING = ['margin', 'second', 'expected', 'daysToSecond', 'score', 'answered', 'decile'];
const REAL = ['margin', 'discountShare'];

/** A condition on a field, with values that some of the customers have. */
export function randomCondition(
  chance: Chance,
  field: string,
  people: readonly OraclePerson[],
  pastDay: string,
): OracleCondition {
  const turned = chance.happens(0.25) ? { not: true as const } : {};
  if (field in ON) {
    const values = ON[field as keyof typeof ON];
    return { ...turned, field, day: pastDay, is: some(chance, values) };
  }
  const choices = CHOICES[field];
  if (choices !== undefined) return { ...turned, field, is: some(chance, choices) };
  if (LACKING.includes(field) && chance.happens(0.2)) return { ...turned, field, none: true };
  const known = people.flatMap((person) => person.values[field] ?? []).map(String);
  if (KEYS.includes(field)) return { ...turned, field, is: some(chance, [...known, '424242']) };
  if (NUMBERS.includes(field)) return { ...turned, field, ...numbers(chance, field, known) };
  const days = known.length > 0 ? known : people.flatMap((one) => one.days.map(dayText));
  return { ...turned, field, ...range(chance, days.map(dayOf), dayText) };
}

/** @throws for no values */
export function oneOf<T>(chance: Chance, values: readonly T[]): T {
  const value = values[chance.whole(0, values.length - 1)];
  if (value === undefined) throw new Error('nothing to choose from');
  return value;
}

const some = (chance: Chance, values: readonly string[]): string[] => [
  ...new Set(Array.from({ length: chance.whole(1, 3) }, () => oneOf(chance, values))),
];

function numbers(chance: Chance, field: string, known: readonly string[]) {
  const values = known.length === 0 ? [0] : known.map(Number);
  // between two values: both readings round the same amount in their own ways
  const shifted = REAL.includes(field) ? values.map((value) => value + 0.000_35) : values;
  return range(chance, shifted, (value) => value);
}

function range<T>(chance: Chance, some: readonly number[], write: (value: number) => T) {
  const values = some.length === 0 ? [dayOf('2024-01-01')] : some;
  const [a, b] = [oneOf(chance, values), oneOf(chance, values)];
  const [from, to] = [Math.min(a, b), Math.max(a, b)];
  const ends = { from: write(from), to: write(to) };
  const open = chance.whole(0, 3);
  return open === 0 ? { ...ends, from: null } : open === 1 ? { ...ends, to: null } : ends;
}
