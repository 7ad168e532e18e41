import { z } from 'zod';
import { rows, sql, withShop, type ShopId, type Tx } from '../../store/db.server';
import { settingsOf } from '../../store/shops/shops';
import { addDays, monthStart } from '../calendar';
import { collectAnswers } from '../nps/answers/answers.sql';
import { STAGES, type Stage } from '../../terms/stages';
import { integer } from '../number';
import { BOOK_PURCHASES, dayBooksOf, type Scope } from '../scope';
import { metricSettingsSchema } from '../settings';
import { createTable } from '../step';
import { stageFacts, stageRule, SUBSCRIBER } from '../stages/stage-rules';
import { selectSubscribers } from './summaries.sql';

const bookSchema = z.object({
  currency: z.string(),
  timezone: z.string(),
  settings: z.record(z.string(), z.unknown()),
  as_of: z.string(),
});

/** A customer's stage by the shop's book; null without a purchase in it. */
export async function customerStage(shop: ShopId, customer: string): Promise<Stage | null> {
  const stages = await withShop(shop, (tx) => customerStages(tx, shop, [customer]));
  return stages.get(customer) ?? null;
}

/** Customers' stages by the shop's book; leaves out customers without a purchase in it. */
export async function customerStages(
  tx: Tx,
  shop: ShopId,
  customers: readonly string[],
): Promise<Map<string, Stage>> {
  if (customers.length === 0) return new Map();
  const [book] = await rows(
    tx,
    bookSchema,
    sql`
      select currency, timezone, settings, as_of::text from books join shops on shops.id = books.shop_id
      where shop_id = ${shop}`,
  );
  if (book === undefined) return new Map();
  const theirs = sql`customer_id = any(${[...customers]}::bigint[])`;
  const summaries = sql`(select * from customer_summaries where shop_id = ${shop} and ${theirs}) summary`;
  const scope: Scope = {
    shop,
    currency: book.currency,
    timezone: book.timezone,
    settings: settingsOf(book, 'metrics', metricSettingsSchema),
    asOf: book.as_of,
    monthStart: monthStart(addDays(book.as_of, -1)),
    has: { subscriptions: true, trials: true, upsells: true, ownCosts: false },
    purchases: BOOK_PURCHASES,
    summaries,
    newcomers: summaries,
    dayBooks: dayBooksOf(shop, book.as_of),
    variantDays: null,
    chosen: null,
    answers: null,
  };
  const answers = await collectAnswers(tx, scope, customers);
  await createTable(
    tx,
    SUBSCRIBER,
    sql`select * from (${selectSubscribers(scope)}) subscribed where ${theirs}`,
  );
  const found = await rows(
    tx,
    z.object({ customer: z.string(), stage: integer.nullable() }),
    sql`
      select fact.customer_id::text as customer, ${stageRule(scope, 'now')} as stage
      from ${stageFacts({ ...scope, answers })}`,
  );
  return new Map(
    found.flatMap(({ customer, stage }) => {
      const reached = STAGES[(stage ?? 0) - 1];
      return reached === undefined ? [] : [[customer, reached] as const];
    }),
  );
}
