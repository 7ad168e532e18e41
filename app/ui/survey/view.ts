import type { Language } from '../../i18n/language';
import type { Reason } from '../../terms/reasons';
import type { EditorAddress } from './editors';

type Wordings = Partial<Record<Language, string>>;

/** The merchant's settings of the survey. */
export interface SurveyDraft {
  enabled: boolean;
  questions: Wordings;
  thanks: Wordings;
  followUps: Record<FollowUp, boolean>;
  shareUrl: string | null;
  askAgainAfterDays: number;
  /** "how did you hear of us?" */
  heard: { enabled: boolean; choices: { key: string; ja: string; en: string }[]; other: boolean };
  onThankYou: boolean;
  onOrderStatus: boolean;
  onStorefront: boolean;
  proxyPath: string;
}

export const FOLLOW_UPS = ['share', 'improve', 'reason', 'voice'] as const;
type FollowUp = (typeof FOLLOW_UPS)[number];

/** Where a buyer is asked later than on the thank-you page, which asks for less: nothing has arrived yet. */
export const LATER_SURFACES = ['orderStatus', 'storefront', 'link'] as const;
export type LaterSurface = (typeof LATER_SURFACES)[number];
export type SurfaceKind = 'thankYou' | LaterSurface;

/** Whether the draft lets a surface ask while the survey is on. A link of an email asks whatever the places. */
export function isOn(draft: SurveyDraft, kind: SurfaceKind): boolean {
  switch (kind) {
    case 'thankYou':
      return draft.onThankYou;
    case 'orderStatus':
      return draft.onOrderStatus;
    case 'storefront':
      return draft.onStorefront;
    case 'link':
      return true;
  }
}

/** The survey's default words on a surface. */
export interface SurveyTexts {
  question: string;
  least: string;
  most: string;
  send: string;
  /** where a chosen score sends itself: in Send's place until there are words to send; null: Send stands there from the first */
  dismiss: string | null;
  thanks: string;
  note: string;
  share: string;
  shareLink: string;
  reason: string;
  reasons: Record<Reason, string>;
  comment: Record<'high' | 'middle' | 'low', string>;
  voice: string;
  /** the second question, and its last choice */
  heard: { question: string; elsewhere: string };
}

export interface SurveyView extends EditorAddress {
  settings: SurveyDraft;
  /** of the shop's settings; the form sends it back */
  version: number;
  texts: Record<Language, Record<SurfaceKind, SurveyTexts>>;
  /** longest allowed wording */
  mostWording: number;
}

/** Fields of the form that can be wrong. */
export type Field =
  `${'question' | 'thanks'}_${Language}` | 'shareUrl' | 'askAgainAfterDays' | 'proxyPath' | 'heard';

/** The door's reply to the form. `changedMeanwhile`: by someone else, with the version now; nothing was saved. */
export type SurveyAnswer = { saved: true } | { wrong: Field[] } | { changedMeanwhile: number };
