import { answersBefore } from './answers';
import { calendarOf, type Day } from './calendar';
import type { Ledger } from './ledger';
import { must } from './must';
import { median } from './percentile';
import type { Buyer } from './purchases';
import { buysTrialsOnly } from './segments';
import type { OracleSettings } from './settings';

export const STAGES = [
  'purchaser',
  'customer',
  'loyal',
  'follower',
  'fan',
  'fanClub',
  'evangelist',
] as const;
export type Stage = (typeof STAGES)[number];

/** Dated facts about a customer other than orders. */
export interface Relations {
  /** answers, oldest first */
  answers: { day: Day; score: number }[];
  /** days of referrals of a new customer */
  brought: Day[];
}

export function relationsOf(
  ledger: Ledger,
  settings: OracleSettings,
): (customer: string) => Relations {
  const dayOfInstant = calendarOf(ledger.timezone);
  const answers = answersBefore(ledger, settings, Infinity);
  return (customer) => ({
    answers: answers.filter((answer) => answer.customer === customer),
    brought: settings.brought
      .filter((one) => String(one.customerId) === customer)
      .map((one) => dayOfInstant(Date.parse(one.at))),
  });
}

function inFanClub(buyer: Buyer, asOf: Day, minimum: number): boolean {
  const days = buyer.orders.filter((order) => order.subscription).map((order) => order.day);
  const last = days.at(-1);
  if (last === undefined || days.length < minimum) return false;
  const gaps = days.slice(1).map((day, index) => day - must(days[index]));
  return asOf - last <= Math.max(45, 1.5 * (median(gaps) ?? 0));
}

/**
 * The stages whose rules hold, lowest first: app/metrics/README.md section 5.
 * @param buyer with the orders before `asOf` only
 */
export function stagesHeld(
  buyer: Buyer,
  asOf: Day,
  ledger: Ledger,
  settings: OracleSettings,
  relations: Relations,
): Stage[] {
  const roles = settings.productRoles;
  if (buysTrialsOnly(buyer, roles)) return ['purchaser'];
  const n = buyer.purchases.length;
  const products = buyer.orders
    .flatMap((order) => order.goods.map((line) => line.productId))
    .filter((product) => product !== null);
  const further = products.some(
    (product) => roles[product] === 'backEnd' || roles[product] === 'crossSell',
  );
  const score = relations.answers.findLast((answer) => answer.day < asOf)?.score ?? 0;
  const brought = relations.brought.filter((day) => day < asOf).length;
  const loyal = n >= settings.loyalPurchases || (n >= 2 && further);
  const follows =
    ledger.subscribed(buyer.id, asOf) || ledger.hasTag(buyer.id, settings.followerTags, asOf);
  const fan =
    n >= 2 && (score >= 9 || brought >= 1 || ledger.hasTag(buyer.id, settings.eventTags, asOf));
  const holds: Record<Stage, boolean> = {
    purchaser: true,
    customer: n >= 2,
    loyal,
    follower: loyal && follows,
    fan,
    fanClub: inFanClub(buyer, asOf, settings.fanClubMinimum),
    evangelist: fan && brought >= 3 && new Set(products).size >= 5,
  };
  return STAGES.filter((stage) => holds[stage]);
}

/** The highest stage whose rule holds. */
export function stageOf(...facts: Parameters<typeof stagesHeld>): Stage {
  return stagesHeld(...facts).at(-1) ?? 'purchaser';
}
