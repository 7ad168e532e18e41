import type { Snapshot, Stage } from '../../metrics/snapshot';
import type { Group } from './view';

type Source = Snapshot['nps']['bySource'][number]['key'];
type Reason = Exclude<keyof Snapshot['nps']['reasons'], 'unsaid'>;
/** What became of a customer's words: nothing was said about them, he agreed, they are shown, they no longer are. */
export type VoiceState = 'consented' | 'published' | 'withdrawn';

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
  name: string | null;
  order: string | null;
  stage: Stage | null;
  voice: VoiceState | null;
}

/** What a list of answers is narrowed to; null: not. */
export interface AnswerFilter {
  group: Group | null;
  source: Source | null;
  reason: Reason | null;
  /** only those with words */
  comments: boolean;
}

export interface AnswersView {
  answers: ShownAnswer[];
  filter: AnswerFilter;
  /** answers that the filter leaves */
  total: number;
  /** of this page, from 1 */
  page: number;
  pages: number;
  /** Shopify did not answer, so names that could be shown are not */
  namesMissing: boolean;
  currency: string;
  timezone: string;
}
