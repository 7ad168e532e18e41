import { STAGES, type Stage } from '../../terms/stages';
import {
  alternatives,
  holds,
  stageOf,
  type Condition,
  type Rule,
  type StageFact,
  type StageValues,
} from './stage-conditions';

type Rules = Record<Stage, Rule>;

/** A condition, and what the customer has of its fact. */
export interface Need extends Condition {
  has: number;
}

/** Conditions that a customer does not meet yet, and the stage on which they stand once they do. */
export interface Way {
  needs: Need[];
  /** purchases in all that meet them; 0: none is needed */
  purchases: number;
  to: Stage;
}

/** Why a customer is on a stage: the conditions of its rule that they meet, of the first alternative that holds. */
export function reasonsOf(rules: Rules, stage: Stage, values: StageValues): Need[] {
  const met = alternatives(rules[stage]).find((all) => all.every((one) => holds(one, values)));
  return (met ?? [])
    .filter(({ fact }) => fact !== 'full')
    .map((one) => ({ ...one, has: values[one.fact] }));
}

/**
 * What leads a customer up: every way to the next stage that the shop's customers can reach, and every way of one step
 * beyond it; by the stage that they lead to, the shortest first.
 * @param cannot facts that no customer of the shop can gain: no tag is set, nothing is sold with a plan
 */
export function waysUp(
  rules: Rules,
  values: StageValues,
  cannot: readonly StageFact[] = [],
): Way[] {
  const now = stageOf(rules, values);
  const above = STAGES.slice(now === null ? 0 : STAGES.indexOf(now) + 1);
  const ways = above.map((stage) => waysTo(rules, stage, values, cannot));
  const next = ways.findIndex((own) => own.length > 0);
  const found = ways.flatMap((own, at) =>
    at === next ? own : own.filter(({ needs, purchases }) => needs.length === 1 && purchases <= 1),
  );
  const sorted = found.toSorted(
    (a, b) =>
      STAGES.indexOf(a.to) - STAGES.indexOf(b.to) ||
      a.needs.length - b.needs.length ||
      a.purchases - b.purchases,
  );
  // of two ways to one stage the one that asks for all of the other, and more, is none
  return sorted.filter(
    (way, at) =>
      !sorted.slice(0, at).some((other) => other.to === way.to && asksForMore(way, other)),
  );
}

/** Whether a way asks for all of another one, or for a certain purchase where any would do. */
const asksForMore = (way: Way, other: Way): boolean =>
  other.needs.every(
    (need) =>
      way.needs.some(({ fact, least }) => fact === need.fact && least >= need.least) ||
      (need.fact === 'purchases' && way.purchases >= other.purchases),
  );

function waysTo(
  rules: Rules,
  stage: Stage,
  values: StageValues,
  cannot: readonly StageFact[],
): Way[] {
  return alternatives(rules[stage])
    .map((all) =>
      all.filter((one) => !holds(one, values)).map((one) => ({ ...one, has: values[one.fact] })),
    )
    .filter((needs) => needs.every(({ fact }) => !cannot.includes(fact)))
    .map((needs) => {
      const purchases = purchasesFor(needs);
      return {
        needs,
        purchases,
        to: stageOf(rules, valuesAfter(values, needs, purchases)) ?? stage,
      };
    });
}

/** Facts that a customer gains by purchases alone. */
const BOUGHT: readonly StageFact[] = [
  ...(['purchases', 'full', 'upsell', 'subscriptionOrders', 'runs', 'products'] as const),
];

/** Purchases, each of another day, that meet all the needs: one can be of a subscription and of a back-end product at once. */
function purchasesFor(needs: readonly Need[]): number {
  return Math.max(
    0,
    ...needs.map(({ fact, least, has }) => {
      if (fact === 'purchases' || fact === 'subscriptionOrders') return least - has;
      return BOUGHT.includes(fact) ? 1 : 0;
    }),
  );
}

/** The facts of a customer who meets the needs, by purchases of products that they have bought before where none is named. */
function valuesAfter(values: StageValues, needs: readonly Need[], purchases: number): StageValues {
  const after = { ...values, purchases: values.purchases + purchases };
  if (purchases > 0) after.full = 1;
  for (const { fact, least } of needs) after[fact] = Math.max(after[fact], least);
  const subscribes = needs.some(({ fact }) => fact === 'subscriptionOrders' || fact === 'runs');
  if (subscribes) {
    after.runs = 1;
    after.subscriptionOrders = Math.max(
      after.subscriptionOrders,
      values.subscriptionOrders + purchases,
    );
  }
  return after;
}

/** The stage of a customer who loses one fact; null: none. */
export const stageWithout = (rules: Rules, values: StageValues, fact: StageFact): Stage | null =>
  stageOf(rules, { ...values, [fact]: 0 });
