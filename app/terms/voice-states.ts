/** What a customer and the merchant did with the words of an answer that may be published. */
export const VOICE_STATES = ['consented', 'published', 'withdrawn'] as const;
export type VoiceState = (typeof VOICE_STATES)[number];
