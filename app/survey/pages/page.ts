import type { PageLanguage } from './texts';

/** What every page of a request shares. */
export interface PageContext {
  language: PageLanguage;
  /** the path that forms post to, on the shop's own address: the signed `path_prefix` and `/survey` */
  action: string;
  /** the merchant's own words in that language; null: ours */
  question: string | null;
  thanks: string | null;
}

/** What a form carries back unseen, as hidden fields of these names, beside `kind` and `language`. */
export interface Carried {
  source: 'storefront' | 'link';
  /** signed by the app, for whoever is not a logged-in customer; null: no field */
  token: string | null;
  /** the submission's idempotency key, a new uuid for each page: a form sent twice is one submission */
  key: string;
}

type Reason = 'indifference' | 'product' | 'competitor' | 'other';

/** What a buyer has entered so far; it stays in the form when something is wrong with it. */
interface Entered {
  reason: Reason | null;
  comment: string;
  voice: boolean;
}

/** What the merchant lets be asked after the score. */
interface FollowUps {
  share: boolean;
  improve: boolean;
  reason: boolean;
  voice: boolean;
}

/** Why a form comes back instead of being taken. */
export type Problem = 'no_score' | 'comment_too_long' | 'comment_marks' | 'not_understood';

/**
 * The question, with a score that is chosen already: the anonymous buyer's page between the block's
 * form, which cannot carry a token, and his answer. With none: the page of a signed link.
 */
export interface QuestionPage {
  kind: 'question';
  carried: Carried;
  score: number | null;
  problem?: Problem;
}

/** The score is recorded: thanks, and the follow-up of that score, which may be left alone. */
export interface RecordedPage {
  kind: 'recorded';
  carried: Carried;
  score: number;
  followUps: FollowUps;
  /** https, checked as the merchant's setting; null: no friend is spoken of */
  shareUrl: string | null;
  entered?: Entered;
  problem?: Problem;
}

/** Something to read, with a way back to the shop. */
export type NoticePage =
  /** the follow-up is recorded too, with words or without */
  | { kind: 'done'; words: boolean }
  /** answered, and too long ago to change */
  | { kind: 'closed'; score: number }
  /** the customer was asked lately; nothing was recorded */
  | { kind: 'asked_lately' }
  /** the merchant asks nobody; nothing was recorded */
  | { kind: 'off' }
  /** a token or signed link is wrong, used or old */
  | { kind: 'expired' }
  | { kind: 'too_many'; retryAfterSeconds: number }
  /** something failed on our side */
  | { kind: 'failed' };

export type SurveyPage = QuestionPage | RecordedPage | NoticePage;
