import type { Stage } from '../../terms/stages';
import type { Language } from '../../i18n/language';
import type { Handled } from '../../terms/people';
import type { Reason, ReasonEdition } from '../../terms/reasons';
import type { ScoreGroup } from '../../terms/scores';
import type { Source } from '../../terms/sources';
import type { VoiceState } from '../../terms/voice-states';

/** As Shopify has it; at least one of the two. */
export interface PersonName {
  first: string | null;
  last: string | null;
}

/** One answer, as a list shows it. Ids are Shopify's numeric ones, times ISO 8601. */
export interface ShownAnswer {
  id: string;
  score: number;
  reason: Reason | null;
  /** of the sentences that the reason was chosen from */
  edition: ReasonEdition;
  comment: string | null;
  /** there was a comment, and its time is over */
  commentExpired: boolean;
  /** of the question */
  language: Language;
  source: Source;
  answeredAt: string;
  /** null: an anonymous visitor, or an order that has not been read yet */
  customer: string | null;
  /** read from Shopify for this page; null where not allowed or missing */
  name: PersonName | null;
  order: string | null;
  /** the order's name in the shop (#1001); null until it is read */
  orderName: string | null;
  stage: Stage | null;
  voice: VoiceState | null;
  handled: Handled;
  /** since when it is in work or done; of an open one, when the customer changed what was done; else null */
  handledAt: string | null;
}

/** The filter of a list of answers; null: none. */
export interface AnswerFilter {
  group: ScoreGroup | null;
  source: Source | null;
  reason: Reason | null;
  /** of the reason's sentences; without one the current */
  edition?: ReasonEdition | null;
  /** what the merchant has done about it */
  handled: Handled | null;
  /** in the comment */
  words: string | null;
  /** the first and the last day, in the shop's zone */
  from: string | null;
  to: string | null;
  /** only those with words */
  comments: boolean;
}

export interface ShownAnswers {
  answers: ShownAnswer[];
  /** Shopify did not respond, so names that may be shown are missing */
  namesMissing: boolean;
}

/** An answer of the inbox, with a text to answer it by, in the language of its question. */
export interface InboxAnswer extends ShownAnswer {
  reply: string;
}

export interface AnswersView extends Omit<ShownAnswers, 'answers'> {
  answers: InboxAnswer[];
  filter: AnswerFilter;
  /** answers of 0 to 6 by what the merchant has done about them, whatever the filter */
  unhappy: Record<Handled, number>;
  /** answers that match the filter */
  total: number;
  /** a reason was chosen from sentences of an earlier edition */
  earlier: boolean;
  /** number of this page, from 1 */
  page: number;
  pages: number;
  /** answers that the merchant has deleted: they are in no list and no number */
  deleted: number;
  /** anonymous answers that have expired: they are in the numbers and in no list */
  expired: number;
  currency: string;
  timezone: string;
}

/** The door's reply to a button of an answer: what it is now. */
export interface AnswerOutcome {
  done: 'deleted' | Handled;
}
