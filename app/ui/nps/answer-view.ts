import type { Stage } from '../../terms/stages';
import type { Reason } from '../../terms/reasons';
import type { ScoreGroup } from '../../terms/scores';
import type { Source } from '../../terms/sources';
import type { VoiceState } from '../../terms/voice-states';

/** As Shopify has it; one of the two at least. */
export interface PersonName {
  first: string | null;
  last: string | null;
}

/** One answer, as a list shows it. Ids are Shopify's numeric ones, times ISO 8601. */
export interface ShownAnswer {
  id: string;
  score: number;
  reason: Reason | null;
  comment: string | null;
  source: Source;
  answeredAt: string;
  /** null: a visitor of whom nothing is known, or an order that has not been read yet */
  customer: string | null;
  /** read from Shopify for this page; null where it may not be, or is not there */
  name: PersonName | null;
  order: string | null;
  /** the order's name in the shop (#1001); null while it has not been read */
  orderName: string | null;
  stage: Stage | null;
  voice: VoiceState | null;
}

/** What a list of answers is narrowed to; null: not. */
export interface AnswerFilter {
  group: ScoreGroup | null;
  source: Source | null;
  reason: Reason | null;
  /** only those with words */
  comments: boolean;
}

export interface ShownAnswers {
  answers: ShownAnswer[];
  /** Shopify did not answer, so names that could be shown are not */
  namesMissing: boolean;
}

export interface AnswersView extends ShownAnswers {
  filter: AnswerFilter;
  /** answers that the filter leaves */
  total: number;
  /** of this page, from 1 */
  page: number;
  pages: number;
  /** answers that the merchant has deleted: they are in no list and no number */
  deleted: number;
  /** anonymous answers that have expired: they are in the numbers and in no list */
  expired: number;
  currency: string;
  timezone: string;
}

/** What the door said to the button that deletes an answer. */
export interface DeleteAnswer {
  done: 'deleted';
}
