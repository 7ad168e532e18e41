import type { Language } from '../../i18n/language';
import type { PersonName } from './answer-view';
import type { VoiceState } from '../../terms/voice-states';

/** A testimonial. Ids are Shopify's numeric ones, times ISO 8601. */
export interface ShownVoice {
  id: string;
  score: number;
  comment: string;
  customer: string | null;
  name: PersonName | null;
  order: string | null;
  /** #1001; null until the order is read */
  orderName: string | null;
  /** of the question for the words */
  language: Language;
  state: VoiceState;
  at: string;
  rewarded: boolean;
}

export interface VoiceList {
  state: Exclude<VoiceState, 'consented'>;
  /** newest first */
  voices: ShownVoice[];
  page: number;
  /** older ones are on the next page */
  more: boolean;
}

export interface VoicesView {
  /** the next one to decide about, and how many wait; null on a page of one list */
  waiting: { voice: ShownVoice | null; count: number } | null;
  /** every state's newest, or one page of one state's */
  lists: VoiceList[];
  namesMissing: boolean;
  currency: string;
  timezone: string;
}

/** The door's reply to a button. */
export type VoiceAnswer = { done: 'published' | 'declined' | 'withdrawn' } | { gone: true };
