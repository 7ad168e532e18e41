import { z } from 'zod';
import { one, rows, sql, type Tx } from '../../store/db.server';
import { aboutOrders, answersOf } from '../../store/sql/answers';
import { REASON_EDITIONS, REASONS } from '../../terms/reasons';
import { HANDLED, RFM_GROUPS } from '../../terms/people';
import { SOURCES } from '../../terms/sources';
import { VOICE_STATES } from '../../terms/voice-states';
import { integer } from '../number';
import type { ProfileRules } from './standing.server';

const answerSchema = z.object({
  id: z.string(),
  score: integer,
  reason: z.enum(REASONS).nullable(),
  /** of the sentences that the reason was chosen from */
  edition: z.literal(REASON_EDITIONS),
  comment: z.string().nullable(),
  /** there was a comment, and its time is over */
  commentExpired: z.boolean(),
  source: z.enum(SOURCES),
  answeredAt: z.date(),
  /** the shop's day of it */
  day: z.string(),
  order: z.string().nullable(),
  /** #1001; null while the order has not been read */
  orderName: z.string().nullable(),
  voice: z.enum(VOICE_STATES).nullable(),
  handled: z.enum(HANDLED),
});
export type OwnAnswer = z.output<typeof answerSchema>;

/** More than any customer of a shop that asks once in 90 days gives in years. */
const MOST_ANSWERS = 30;

/** A customer's answers before D, the latest first. @param tx in the shop's zone */
export async function readOwnAnswers(
  tx: Tx,
  { shop }: ProfileRules,
  customer: string,
  asOf: string,
): Promise<OwnAnswer[]> {
  return await rows(
    tx,
    answerSchema,
    sql`
    select own.id::text, own.score::int, own.reason, own.reason_edition as edition, own.comment, own.comment_expired as "commentExpired", own.source,
      own.answered_at as "answeredAt", own.answered_at::date::text as day, own.order_id::text as "order", about.name as "orderName", own.voice_state as voice,
      coalesce(handled.state, 'open') as handled
    from survey_answers own ${aboutOrders(shop)}
    left join answer_states handled on handled.shop_id = ${shop} and handled.answer_id = own.id
    where own.shop_id = ${shop} and own.answered_at::date < ${asOf}::date
      and own.id in (select id from ${answersOf(shop, [customer])})
    order by own.answered_at desc, own.id desc limit ${MOST_ANSWERS}`,
  );
}

/** Why the survey was not shown to a buyer (prisma/functions/survey_refuse.sql). */
const REFUSALS = ['off', 'dismissed', 'asked_lately', 'order_unknown_too_long'] as const;
type Refusal = (typeof REFUSALS)[number];

const contactSchema = z.object({
  /** null: the customer's own record has not been read */
  emailState: z.string().nullable(),
  emailAt: z.date().nullable(),
  smsState: z.string().nullable(),
  smsAt: z.date().nullable(),
  /** those that the shop's rules name, with the day since when they are known */
  tags: z.record(z.string(), z.string()),
  rfmGroup: z.string().nullable(),
  /** orders at Shopify, of all time */
  ordersAtShopify: z.coerce.number().nullable(),
  isRead: z.boolean(),
  /** when the question was last shown */
  shownAt: z.date().nullable(),
  /** when it was last not shown, and why */
  refused: z.array(z.object({ why: z.string(), at: z.coerce.date() })),
  /** whether anything of the customer is stored */
  isKnown: z.boolean(),
});

export interface Contact extends Omit<z.output<typeof contactSchema>, 'refused' | 'rfmGroup'> {
  rfmGroup: (typeof RFM_GROUPS)[number] | null;
  refused: { why: Refusal; at: Date }[];
}

/** What Shopify says of a customer, and how often the shop has asked them; as of now. */
export async function readContact(
  tx: Tx,
  { shop }: ProfileRules,
  customer: string,
): Promise<Contact> {
  const theirs = sql`${customer}::bigint`;
  const bought = sql`(select id from orders where shop_id = ${shop} and customer_id = ${theirs})`;
  const { rfmGroup, refused, ...found } = await one(
    tx,
    contactSchema,
    sql`
    select known.email_state as "emailState", known.email_state_at as "emailAt", known.sms_state as "smsState",
      known.sms_state_at as "smsAt", coalesce(known.tags, '{}') as tags, known.rfm_group as "rfmGroup",
      known.number_of_orders as "ordersAtShopify", known.id is not null as "isRead",
      (select max(shown_at) from (
        select shown_at from survey_views where shop_id = ${shop} and customer_id = ${theirs}
        union all select shown_at from survey_views where shop_id = ${shop} and survey = 'nps' and order_id in ${bought}
      ) asked) as "shownAt",
      (select coalesce(jsonb_agg(jsonb_build_object('why', why, 'at', at) order by at desc), '[]') from (
        select why, max(refused_at) as at from (
          select why, refused_at from survey_refusals
            where shop_id = ${shop} and survey = 'nps' and why = any(${[...REFUSALS]}) and customer_id = ${theirs} and order_id is null
          union all select why, refused_at from survey_refusals
            where shop_id = ${shop} and survey = 'nps' and why = any(${[...REFUSALS]}) and order_id in ${bought}
        ) own group by why) latest) as refused,
      known.id is not null or exists ${bought}
        or exists (select from survey_answers where shop_id = ${shop} and customer_id = ${theirs}) as "isKnown"
    from (select) nothing left join customers known on known.shop_id = ${shop} and known.id = ${theirs}`,
  );
  return {
    ...found,
    rfmGroup: RFM_GROUPS.find((group) => group === rfmGroup) ?? null,
    refused: refused.flatMap(({ why, at }) => {
      const known = REFUSALS.find((one) => one === why);
      return known === undefined ? [] : [{ why: known, at }];
    }),
  };
}
