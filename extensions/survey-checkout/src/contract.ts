/** The scale. */
export const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Why a buyer would not recommend the shop; asked after scores 0 to 6. */
export const REASONS = ['indifference', 'product', 'competitor', 'other'] as const;
export type Reason = (typeof REASONS)[number];
/** Edition of the sentences of `reason` in the locale files: the app counts each edition by itself. */
export const EDITION = 2;
/** The highest score of a detractor. */
export const LAST_DETRACTOR = 6;
/** The lowest score of a promoter. */
export const FIRST_PROMOTER = 9;

/** What a buyer adds to the score. */
export interface Words {
  reason?: Reason | undefined;
  /** of the reason's sentences; undefined: the first, or no reason */
  edition?: number | undefined;
  comment?: string | undefined;
  /** consent to publish the comment; undefined: not asked */
  voice?: boolean | undefined;
  /** the chosen key of "how did you hear of us?" */
  heard?: string | undefined;
}

/** "How did you hear of us?", in the app's words. */
export interface Heard {
  question: string;
  choices: { key: string; text: string }[];
}

/** One answer, as it is sent. The key makes a retry the same answer. */
export interface Submission extends Words {
  key: string;
  score: number;
}

/** An answer that the app has recorded. */
export interface Answered {
  /** null where the reply lacks it */
  score: number | null;
  /** end of the time to change it, in milliseconds since 1970; 0 where the reply lacks it */
  until: number;
}

/** The wording of the question, and the follow-ups. */
export interface Terms {
  /** the merchant's words; null: those of the locale files */
  question: string | null;
  thanks: string | null;
  followUps: { share: boolean; improve: boolean; reason: boolean; voice: boolean };
  shareUrl: string | null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** A whole number from 0 to 10, or null. */
export function parseScore(value: unknown): number | null {
  return typeof value === 'number' && SCORES.includes(value) ? value : null;
}

/** One of the reasons, or undefined. */
export function parseReason(value: unknown): Reason | undefined {
  return REASONS.find((reason) => reason === value);
}

/** Parses `{ score, changeableUntil }` of a reply. */
export function parseAnswered({ score, changeableUntil }: Record<string, unknown>): Answered {
  return { score: parseScore(score), until: Date.parse(text(changeableUntil) ?? '') || 0 };
}

/** Parses the second question of a reply, in the app's own shape; null: it is not asked. */
export function parseHeard(value: unknown): Heard | null {
  return isRecord(value) && Array.isArray(value['choices']) ? (value as unknown as Heard) : null;
}

/** Parses the terms of the reply to an `ask`; missing and malformed ones count as switched off. */
export function parseTerms(value: Record<string, unknown>): Terms {
  const wording = isRecord(value['wording']) ? value['wording'] : {};
  const followUps = isRecord(value['followUps']) ? value['followUps'] : {};
  const shareUrl = text(value['shareUrl']);
  return {
    question: text(wording['question']),
    thanks: text(wording['thanks']),
    followUps: {
      share: followUps['share'] === true,
      improve: followUps['improve'] === true,
      reason: followUps['reason'] === true,
      voice: followUps['voice'] === true,
    },
    shareUrl: shareUrl?.startsWith('https://') === true ? shareUrl : null,
  };
}
