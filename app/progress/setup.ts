import type { SetupStep } from '../terms/setup-steps';
import type { SurveyPlace } from '../terms/survey-places';

/** How far a shop's set-up is. What is done is read from what is so, and not from clicks. */
export interface SetupProgress {
  /** the merchant has closed Home's card */
  dismissed: boolean;
  /** steps that the merchant put off */
  postponed: SetupStep[];
  /**
   * import: there are numbers. survey: a buyer has seen the question on a page lately; the browser knows more, by asking
   * Shopify where its block stands. costs: a retention cost. roles: a product has one. goal: the shop's own
   */
  done: Record<SetupStep, boolean>;
  /** places where the survey may stand, by its settings; none while it is off */
  places: SurveyPlace[];
  /** months with advertising spend */
  spendMonths: number;
}

/** Of a shop that Shopify was not asked about yet. */
export const NOTHING_SET_UP: SetupProgress = {
  dismissed: false,
  postponed: [],
  done: { import: false, survey: false, costs: false, roles: false, goal: false },
  places: ['onThankYou', 'onOrderStatus', 'onStorefront'],
  spendMonths: 0,
};
