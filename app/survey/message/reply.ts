import type { SurveySettings } from '../settings/settings';

/** A recorded answer, and until when it may be changed. */
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
  /** neither a number nor a logged-in customer could prove the order */
  | 'unproved';

/** The merchant's wording of the question, and the follow-ups. */
export interface Terms {
  /** the merchant's words in the buyer's language; null: the surface's own */
  wording: { question: string | null; thanks: string | null } | null;
  followUps: SurveySettings['followUps'];
  shareUrl: string | null;
}

/** The reply to an `ask`. A buyer who has answered still reads the merchant's words. */
export type AskReply =
  | ({ ask: true; answered: null } & Terms)
  | ({ ask: false; why: 'answered'; answered: Answered } & Terms)
  | { ask: false; why: NotAsked; answered: null };

/** The reply to an `answer`. */
export type AnswerReply =
  | { recorded: true; score: number; changeableUntil: string }
  /** the recorded answer stays */
  | { recorded: false; why: 'closed'; score: number }
  /** nothing is recorded: the customer was asked lately, the survey is off, or nothing proves the order */
  | { recorded: false; why: 'asked_lately' | 'off' | 'unproved' };

export interface DismissalReply {
  dismissed: boolean;
}

/** Why a well-formed message is refused. */
export type Refused =
  | { refused: 'unauthorized' | 'key_used' }
  | { refused: 'too_many' | 'busy'; retryAfterSeconds: number };
