import { z } from 'zod';
import { one, rows, sql, type Tx } from '../../store/db.server';
import { erasedIds } from '../../store/secrets/erased-ids.server';
import { productTitles } from '../../store/shops/product-titles';
import { inZoneOf } from '../../store/sql/counted-orders';
import { STAGES, type Stage } from '../../terms/stages';
import type { Snapshot } from '../snapshot';
import { stageRules, type StageFact } from '../stages/stage-conditions';
import { reasonsOf, stageWithout, waysUp, type Need, type Way } from '../stages/stage-ways';
import { rulerOf } from '../people/ruler';
import {
  ownExpected,
  ownRank,
  ownRfm,
  ownState,
  shopGapOf,
  type Expected,
  type OwnRank,
  type OwnRfm,
  type OwnState,
} from './boundaries';
import { readOwnMargin, readOwnOrders, type OwnMargin, type OwnOrders } from './own-orders.server';
import { readStanding, type ProfileRules, type Standing } from './standing.server';
import { readContact, readOwnAnswers, type Contact, type OwnAnswer } from './told.server';

/** Where a customer stands, why, and what would move them. */
interface OwnStage {
  stage: Stage;
  /** the conditions of its rule that they meet */
  reasons: Need[];
  /** whether all of several purchases are of trial products, which leaves them on the first stage */
  trialsOnly: boolean;
  ways: Way[];
  /** the first D on which a member of the fan club has left it without another order, and where to; null: no member */
  fall: { from: string; to: Stage } | null;
}

/** One customer as of D. Ids are Shopify's numeric ones. */
export interface Profile {
  customer: string;
  asOf: string;
  /** null without a counted order before D */
  standing: Standing | null;
  stage: OwnStage | null;
  state: OwnState | null;
  /** null with fewer than ten customers, too */
  rank: OwnRank | null;
  rfm: OwnRfm | null;
  expected: Expected | null;
  margin: OwnMargin | null;
  /** the shop's median days from this purchase to the next; null: not known */
  shopGap: number | null;
  /** titles of the first order's products; null: of a deleted product */
  firstProducts: (string | null)[];
  orders: OwnOrders;
  answers: OwnAnswer[];
  contact: Contact;
}

/** Why there is no profile of an id: nothing is known of it, or its customer was erased as Shopify asked. */
export type NoProfile = 'unknown' | 'erased' | { mergedInto: string };

/**
 * Reads one customer as of the day of some numbers, whose boundaries it takes.
 * @param numbers as of D
 * @param page of the orders, from 1
 */
export async function readProfile(
  tx: Tx,
  rules: ProfileRules,
  customer: string,
  numbers: Snapshot,
  page: number,
): Promise<Profile | NoProfile> {
  const contact = await readContact(tx, rules, customer);
  if (!contact.isKnown) return await whyUnknown(tx, rules, customer);
  const { asOf } = numbers;
  await tx.query(inZoneOf(rules));
  const standing = await readStanding(tx, rules, customer, asOf);
  const stage = standing && (await readStage(tx, rules, numbers, standing));
  const titles = await productTitles(tx, rules.shop, standing?.firstProducts ?? []);
  return {
    ...{ customer, asOf, standing, stage, contact },
    ...placeOf(numbers, standing, customer),
    margin: standing && (await readOwnMargin(tx, rules, customer, asOf, standing.revenue)),
    firstProducts: [...new Set(standing?.firstProducts ?? [])].map((id) => titles.get(id) ?? null),
    orders: await readOwnOrders(tx, rules, customer, asOf, page),
    answers: await readOwnAnswers(tx, rules, customer, asOf),
  };
}

/** Why there is no profile of an id; null: there is one. */
export async function whyNoProfile(
  tx: Tx,
  rules: ProfileRules,
  customer: string,
): Promise<NoProfile | null> {
  const { isKnown } = await readContact(tx, rules, customer);
  return isKnown ? null : await whyUnknown(tx, rules, customer);
}

/** Of an id of which nothing is stored. */
async function whyUnknown(tx: Tx, { shop }: ProfileRules, customer: string): Promise<NoProfile> {
  const [merged] = await rows(
    tx,
    z.object({ mergedInto: z.string() }),
    sql`select into_id::text as "mergedInto" from merged_customers where shop_id = ${shop} and customer_id = ${customer}::bigint`,
  );
  if (merged !== undefined) return merged;
  return (await erasedIds(tx, shop)).customer(customer) ? 'erased' : 'unknown';
}

/** State, rank, scores and the next purchase, by the boundaries of the numbers. */
function placeOf(numbers: Snapshot, standing: Standing | null, customer: string) {
  if (standing === null)
    return { state: null, rank: null, rfm: null, expected: null, shopGap: null };
  const ruler = rulerOf(numbers);
  return {
    state: ownState(standing, ruler),
    rank: ownRank(standing, customer, ruler),
    rfm: ownRfm(standing, ruler),
    expected: ownExpected(standing, ruler),
    shopGap: shopGapOf(standing, ruler),
  };
}

async function readStage(
  tx: Tx,
  rules: ProfileRules,
  numbers: Snapshot,
  { stage: number, values, contractEnd }: Standing,
): Promise<OwnStage> {
  const own = stageRules(rules.settings);
  const stage = STAGES[number - 1] ?? 'purchaser';
  const isMember = stage === 'fanClub' && contractEnd !== null;
  return {
    stage,
    reasons: reasonsOf(own, stage, values),
    trialsOnly: values.full === 0 && values.purchases > 1,
    ways: waysUp(own, values, await cannotGain(tx, rules, numbers)),
    fall: isMember
      ? { from: contractEnd, to: stageWithout(own, values, 'runs') ?? 'purchaser' }
      : null,
  };
}

/** Facts that no customer of the shop can gain: it sells nothing of that kind, or its rules name no tag. */
async function cannotGain(
  tx: Tx,
  { shop, settings }: ProfileRules,
  { subscriptions }: Snapshot,
): Promise<StageFact[]> {
  const { upsells, referrals } = await one(
    tx,
    z.object({ upsells: z.boolean(), referrals: z.boolean() }),
    sql`
    select exists (select from product_roles where shop_id = ${shop} and role in ('backEnd', 'crossSell')) as upsells,
      exists (select from referrals where shop_id = ${shop}) as referrals`,
  );
  return [
    ...(upsells ? [] : (['upsell'] as const)),
    ...(referrals ? [] : (['brought'] as const)),
    ...(subscriptions === null ? (['subscriptionOrders', 'runs'] as const) : []),
    ...(settings.followerTags.length === 0 ? (['follower'] as const) : []),
    ...(settings.eventTags.length === 0 ? (['event'] as const) : []),
  ];
}
