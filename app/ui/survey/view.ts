import type { Language } from '../../i18n/language';
import type { Reason } from '../../terms/reasons';

type Wordings = Partial<Record<Language, string>>;

/** The merchant's settings of the survey. */
export interface SurveyDraft {
  enabled: boolean;
  questions: Wordings;
  thanks: Wordings;
  followUps: Record<FollowUp, boolean>;
  shareUrl: string | null;
  askAgainAfterDays: number;
  onThankYou: boolean;
  onOrderStatus: boolean;
  onStorefront: boolean;
  proxyPath: string;
}

export const FOLLOW_UPS = ['share', 'improve', 'reason', 'voice'] as const;
type FollowUp = (typeof FOLLOW_UPS)[number];

/** The pages on which the question can stand. */
export const PLACES = ['onThankYou', 'onOrderStatus', 'onStorefront'] as const;
export type Place = (typeof PLACES)[number];

/**
 * What a buyer sees before anything has arrived, and later: the wording is the same everywhere, the thank-you page
 * asks for less.
 */
export const SURFACES = ['thankYou', 'later'] as const;
export type SurfaceKind = (typeof SURFACES)[number];

/** The survey's default words on a surface. */
export interface SurveyTexts {
  question: string;
  least: string;
  most: string;
  send: string;
  /** stands in Send's place until there is something to send; null: Send stands there from the first */
  dismiss: string | null;
  thanks: string;
  note: string;
  share: string;
  shareLink: string;
  reason: string;
  reasons: Record<Reason, string>;
  comment: Record<'high' | 'middle' | 'low', string>;
  voice: string;
}

export interface SurveyView {
  settings: SurveyDraft;
  /** of the shop's settings; the form sends it back */
  version: number;
  texts: Record<Language, Record<SurfaceKind, SurveyTexts>>;
  /** longest allowed wording */
  mostWording: number;
  /** of the shop at Shopify, and the app's own name there: an editor's address needs both */
  domain: string;
  clientId: string;
}

/** Fields of the form that can be wrong. */
export type Field =
  `${'question' | 'thanks'}_${Language}` | 'shareUrl' | 'askAgainAfterDays' | 'proxyPath';

/** The door's reply to the form. `changedMeanwhile`: by someone else, with the version now; nothing was saved. */
export type SurveyAnswer = { saved: true } | { wrong: Field[] } | { changedMeanwhile: number };
