import type { VoiceState } from './answer-view';

/** Words that may be shown. Ids are Shopify's numeric ones, times ISO 8601. */
export interface ShownVoice {
  id: string;
  score: number;
  comment: string;
  customer: string | null;
  name: string | null;
  order: string | null;
  state: VoiceState;
  at: string;
  rewarded: boolean;
}

export interface VoicesView {
  voices: ShownVoice[];
  namesMissing: boolean;
  currency: string;
  timezone: string;
}

/** What the door said to a button. */
export type VoiceAnswer = { done: 'published' | 'withdrawn' } | { gone: true };
