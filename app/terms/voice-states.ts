/** The states of a testimonial: what its customer and the merchant did. */
export const VOICE_STATES = ['consented', 'published', 'withdrawn'] as const;
export type VoiceState = (typeof VOICE_STATES)[number];
