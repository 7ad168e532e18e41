import type { State } from '../../terms/people';
import { FIRST_PROMOTER, LAST_DETRACTOR } from '../../terms/scores';
import type { SEGMENTS } from '../../terms/segments';
import { STAGES, type Stage } from '../../terms/stages';

/** What the next step with a customer depends on. */
export interface Situation {
  stage: Stage;
  segment: (typeof SEGMENTS)[number];
  state: State;
  /** purchases */
  n: number;
  /** D - first day */
  sinceFirst: number;
  /** of the latest answer; null: none */
  score: number | null;
  answered: string | null;
  /** whether the merchant has done nothing about that answer */
  isOpen: boolean;
  /** next expected day */
  expected: string | null;
}

/** The days, counted by D, in which first-time buyers usually come back; null: not known yet. */
export type SecondWindow = { from: number; to: number } | null;

/** By which day, where it has one. */
export interface NextAction {
  key:
    | 'unhappy'
    | 'unhappyLate'
    | 'wake'
    | 'keep'
    | 'remind'
    | 'teach'
    | 'second'
    | 'introduce'
    | 'value'
    | 'due'
    | 'thank'
    | 'grow';
  by: string | null;
}

/** A low score is answered within so many days; after a month an apology comes too late to be one. */
const ANSWER_WITHIN = 7;
const ANSWER_UNTIL = 30;
/** How long a first-time buyer is taught rather than sold to, where the shop's own days are not known yet. */
const TEACH_DAYS = 30;

/**
 * The next step with a customer: the first that applies (`customers:definition.next`). First-time buyers are taught before
 * they are sold to, and low scores are answered before all else (mission rows 7-9, 15).
 * @param asOf the day D of the list
 */
export function nextAction(one: Situation, window: SecondWindow, asOf: string): NextAction {
  const { score, answered, stage, segment, state, n, sinceFirst, expected } = one;
  const isUnhappy = score !== null && score <= LAST_DETRACTOR && one.isOpen;
  if (isUnhappy && answered !== null && addDays(answered, ANSWER_UNTIL) >= asOf) {
    const by = addDays(answered, ANSWER_WITHIN);
    return by < asOf ? { key: 'unhappyLate', by: null } : { key: 'unhappy', by };
  }
  return { key: withoutComplaint(), by: null };

  function withoutComplaint(): Exclude<NextAction['key'], 'unhappy' | 'unhappyLate'> {
    const isLoyal = STAGES.indexOf(stage) >= STAGES.indexOf('loyal');
    if (state === 'lapsed') return 'wake';
    if (state === 'atRisk') return isLoyal ? 'keep' : 'remind';
    if (n === 1) return sinceFirst < (window?.from ?? TEACH_DAYS) ? 'teach' : 'second';
    if (score !== null && score >= FIRST_PROMOTER) return 'introduce';
    if (segment === 'trend') return 'value';
    if (expected !== null && expected < asOf) return 'due';
    return isLoyal ? 'thank' : 'grow';
  }
}

function addDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
