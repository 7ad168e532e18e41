import type { Comparison } from '../../metrics/compare/compare';
import type { Snapshot } from '../../metrics/snapshot';
import { STAGE_NUMBERS, type StageNumbers } from '../../terms/stage-numbers';
import type { Renewals } from '../repeat/view';
import { customerSums } from './customer-sums';
import { ltvSums } from './ltv-sums';
import { npsSums } from './nps-sums';
import { repeatMoreSums } from './repeat-more-sums';
import { repeatSums } from './repeat-sums';
import { sheetPeople, type SheetPeople } from './sheet-people';
import type { Sum } from './sum';
import { worthSums } from './worth-sums';

/** What the sheets of a page's numbers show beside their definitions. */
export interface SheetFacts {
  /** by the sheet's key */
  sums: Record<string, Sum[]>;
  /** the customers behind the number, by the sheet's key; the release before sends none to a page of this one */
  people?: Record<string, SheetPeople>;
  /** orders left out, by reason */
  excluded: Snapshot['orders']['excluded'];
  /** answers without a known customer, and customers who gave no reason */
  answers: { guests: number; anonymous: number; unsaid: number };
  /** the shop's numbers in the rules of the stages */
  rules: StageNumbers;
}

/**
 * @param renewals as the page counts them
 * @param worth what the page compares as the worth of a customer; null: it compares nothing
 * @param ofEveryone whether the numbers are of all customers of the shop
 * @param rules the shop's numbers in the rules of the stages
 */
export function sheetFacts(
  snapshot: Snapshot,
  renewals: Renewals,
  worth: Pick<Comparison['worth'], 'days' | 'basis'> | null = null,
  ofEveryone = true,
  rules: StageNumbers = STAGE_NUMBERS,
): SheetFacts {
  const { nps, orders } = snapshot;
  return {
    sums: {
      ...ltvSums(snapshot, ofEveryone),
      ...customerSums(snapshot),
      'home.worth': worthSums(snapshot, worth),
      ...repeatSums(snapshot, renewals),
      ...repeatMoreSums(snapshot, renewals),
      ...npsSums(nps),
    },
    people: sheetPeople(snapshot, renewals),
    excluded: orders.excluded,
    answers: {
      guests: nps.guests.answers,
      anonymous: nps.anonymous.answers,
      unsaid: nps.reasons.unsaid,
    },
    rules: pickRules(rules),
  };
}

const pickRules = ({
  loyalPurchases,
  minimumContractOrders,
  evangelistReferrals,
  evangelistProducts,
}: StageNumbers): StageNumbers => ({
  ...{ loyalPurchases, minimumContractOrders },
  ...{ evangelistReferrals, evangelistProducts },
});
