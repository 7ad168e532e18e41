/** The pages on which the survey's question can stand. */
export const SURVEY_PLACES = ['onThankYou', 'onOrderStatus', 'onStorefront'] as const;
export type SurveyPlace = (typeof SURVEY_PLACES)[number];
