/** The states of a testimonial in the database: what its customer and the merchant did. */
export const VOICE_STATES = ['consented', 'published', 'withdrawn'] as const;
/** One that the merchant declined is `withdrawn` there, with the time: unlike a withdrawn one it still has its customer's consent. */
export const SHOWN_VOICE_STATES = [...VOICE_STATES, 'declined'] as const;
export type VoiceState = (typeof SHOWN_VOICE_STATES)[number];
