/** What can be answered. */
export const SCORES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Why somebody would not recommend the shop; asked of 0 to 6. */
export const REASONS = ['indifference', 'product', 'competitor', 'other'] as const;
export type Reason = (typeof REASONS)[number];
/** The highest score of a detractor. */
export const LAST_DETRACTOR = 6;
/** The lowest score of a promoter. */
export const FIRST_PROMOTER = 9;

/** What is told beside the score. */
export interface Words {
  reason?: Reason | undefined;
  comment?: string | undefined;
  /** whether the buyer ticked the box that lets the shop publish the words; undefined: it was not there */
  voice?: boolean | undefined;
}

/** One answer, as it is sent. Sent again under the same key it is the same answer. */
export interface Submission extends Words {
  key: string;
  score: number;
}

/** An answer that the shop has. */
export interface Answered {
  /** null where the door did not say */
  score: number | null;
  /** when it can be changed no more, in milliseconds since 1970; 0 where the door did not say */
  until: number;
}

/** How the question is asked of this buyer. */
export interface Terms {
  /** the shop's own words; null: ours, from the locale files */
  question: string | null;
  thanks: string | null;
  followUps: { share: boolean; improve: boolean; reason: boolean; voice: boolean };
  shareUrl: string | null;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

/** The whole numbers 0 to 10, or null. 0 is a score. */
export function parseScore(value: unknown): number | null {
  return typeof value === 'number' && SCORES.includes(value) ? value : null;
}

/** One of the reasons, or undefined. */
export function parseReason(value: unknown): Reason | undefined {
  return REASONS.find((reason) => reason === value);
}

/** Reads `{ score, changeableUntil }`, what the door says of an answer it has. */
export function parseAnswered({ score, changeableUntil }: Record<string, unknown>): Answered {
  return { score: parseScore(score), until: Date.parse(text(changeableUntil) ?? '') || 0 };
}

/** Reads the terms of an `ask`; what is missing or not understood is as if it were switched off. */
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
