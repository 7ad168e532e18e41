import { FIRST_PROMOTER } from '../../terms/scores';
import type { StageNumbers } from '../../terms/stage-numbers';
import { STAGES, type Stage } from '../../terms/stages';

/**
 * What the rules of the stages ask of a customer. Each is a number: a count, the latest score (-1 without one), or 1 and 0 for
 * yes and no. `full`: a purchase of more than trial products. `upsell`: a back-end or cross-sell product. `runs`: the latest
 * subscription order is no longer ago than the limit. `event` and `follower`: a tag.
 */
export const STAGE_FACTS = [
  ...['purchases', 'full', 'upsell', 'score', 'brought', 'event'],
  ...['subscriptionOrders', 'runs', 'subscribed', 'follower', 'products'],
] as const;
export type StageFact = (typeof STAGE_FACTS)[number];

/** What a customer has of each fact. */
export type StageValues = Record<StageFact, number>;

/** Holds where the customer has at least so much of a fact. */
export interface Condition {
  fact: StageFact;
  least: number;
}
export type Rule = Condition | { all: readonly Rule[] } | { any: readonly Rule[] };

const least = (fact: StageFact, count = 1): Condition => ({ fact, least: count });

/**
 * The rules of the seven stages (README.md section 5). The SQL of the snapshot is written from them (`stageRule`), and what a
 * customer's page says of them is read from them (`stage-ways.ts`).
 */
export function stageRules(numbers: StageNumbers): Record<Stage, Rule> {
  const bought = (purchases: number) => least('purchases', purchases);
  const loyal: Rule = {
    any: [bought(numbers.loyalPurchases), { all: [bought(2), least('upsell')] }],
  };
  const fan: Rule = {
    all: [bought(2), { any: [least('score', FIRST_PROMOTER), least('brought'), least('event')] }],
  };
  // purchases of trials alone leave a customer on the first stage
  const full = (...all: Rule[]): Rule => ({ all: [least('full'), ...all] });
  return {
    purchaser: bought(1),
    customer: full(bought(2)),
    loyal: full(loyal),
    follower: full(loyal, { any: [least('subscribed'), least('follower')] }),
    fan: full(fan),
    fanClub: full(least('subscriptionOrders', numbers.minimumContractOrders), least('runs')),
    // products last: they are counted for those alone who meet the rest
    evangelist: full(
      least('brought', numbers.evangelistReferrals),
      fan,
      least('products', numbers.evangelistProducts),
    ),
  };
}

/** Whether a rule holds for a customer. */
export function holds(rule: Rule, values: StageValues): boolean {
  if ('all' in rule) return rule.all.every((part) => holds(part, values));
  if ('any' in rule) return rule.any.some((part) => holds(part, values));
  return values[rule.fact] >= rule.least;
}

/** The highest stage whose rule holds; null before the first purchase. */
export function stageOf(rules: Record<Stage, Rule>, values: StageValues): Stage | null {
  return STAGES.findLast((stage) => holds(rules[stage], values)) ?? null;
}

/** Each list of conditions that makes a rule hold; of one fact the most that is asked of it. */
export function alternatives(rule: Rule): Condition[][] {
  if ('any' in rule) return rule.any.flatMap(alternatives);
  if (!('all' in rule)) return [[rule]];
  return rule.all
    .map(alternatives)
    .reduce<Condition[][]>(
      (lists, part) => lists.flatMap((list) => part.map((more) => most([...list, ...more]))),
      [[]],
    );
}

function most(conditions: readonly Condition[]): Condition[] {
  const byFact = Map.groupBy(conditions, ({ fact }) => fact);
  return [...byFact].map(([fact, same]) => ({
    fact,
    least: Math.max(...same.map((one) => one.least)),
  }));
}
