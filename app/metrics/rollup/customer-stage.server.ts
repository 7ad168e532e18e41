import { z } from 'zod';
import { rows, sql, withShop, type ShopId } from '../../store/db.server';
import { addDays, monthStart } from '../calendar';
import { collectAnswers } from '../nps/answers.sql';
import { integer } from '../number';
import type { Scope } from '../scope';
import { metricSettingsSchema } from '../settings';
import { STAGES, type Stage } from '../snapshot';
import { stageFacts, stageRule } from '../stages/stage-rules';
import { selectSubscribers } from './summaries.sql';

const bookSchema = z.object({
  currency: z.string(),
  timezone: z.string(),
  settings: z.object({ metrics: metricSettingsSchema.prefault({}) }),
  as_of: z.string(),
});

/** The stage that one customer stands on, by the shop's book; null where he has no purchase in it. */
export async function customerStage(shop: ShopId, customer: string): Promise<Stage | null> {
  return await withShop(shop, async (tx) => {
    const [book] = await rows(
      tx,
      bookSchema,
      sql`
      select currency, timezone, settings, as_of::text from books join shops on shops.id = books.shop_id
      where shop_id = ${shop}`,
    );
    if (book === undefined) return null;
    const his = sql`customer_id = ${customer}::bigint`;
    const scope: Scope = {
      shop,
      currency: book.currency,
      timezone: book.timezone,
      settings: book.settings.metrics,
      asOf: book.as_of,
      monthStart: monthStart(addDays(book.as_of, -1)),
      has: { subscriptions: true, trials: true, upsells: true },
      summaries: sql`(select * from customer_summaries where shop_id = ${shop} and ${his}) summary`,
      answers: null,
    };
    const answers = await collectAnswers(tx, scope, customer);
    await tx.query(sql`
      create temp table subscriber on commit drop as
      select * from (${selectSubscribers(scope)}) subscribed where ${his}`);
    const found = await rows(
      tx,
      z.object({ stage: integer.nullable() }),
      sql`select ${stageRule(scope, 'now')} as stage from ${stageFacts({ ...scope, answers })}`,
    );
    return STAGES[(found[0]?.stage ?? 0) - 1] ?? null;
  });
}
