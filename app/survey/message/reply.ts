import type { SurveySettings } from '../settings/settings';

/** An answer as it is known; until then it may be changed. */
interface Answered {
  score: number;
  /** ISO 8601 */
  changeableUntil: string;
}

/** Why a question is not shown. */
type NotAsked =
  | 'answered'
  | 'off'
  | 'dismissed'
  | 'asked_lately'
  | 'order_unknown_too_long'
  /** there is no number, and no customer is signed in: nothing could prove whose the order is */
  | 'unproved';

/** How it is asked, and what may be asked after it. */
export interface Terms {
  /** the merchant's own words in that language; null: the surface's own */
  wording: { question: string | null; thanks: string | null } | null;
  followUps: SurveySettings['followUps'];
  shareUrl: string | null;
}

/** What is told of an `ask`. Who has answered already still reads the merchant's own words. */
export type AskReply =
  | ({ ask: true; answered: null } & Terms)
  | ({ ask: false; why: 'answered'; answered: Answered } & Terms)
  | { ask: false; why: NotAsked; answered: null };

/** What is told of an `answer`. */
export type AnswerReply =
  | { recorded: true; score: number; changeableUntil: string }
  /** the first one stands */
  | { recorded: false; why: 'closed'; score: number }
  /** nothing is kept: the customer was asked lately, nobody is asked, or nothing proves the order */
  | { recorded: false; why: 'asked_lately' | 'off' | 'unproved' };

export interface DismissalReply {
  dismissed: boolean;
}

/** Why a message that is one is not taken all the same. */
export type Refused =
  | { refused: 'unauthorized' | 'key_used' }
  | { refused: 'too_many' | 'busy'; retryAfterSeconds: number };
