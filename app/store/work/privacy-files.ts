import { z } from 'zod';
import { rows, sql, type ShopId, type Tx } from '../db.server';

/**
 * Deletes the prepared files of data requests that contain a deleted answer; their requests wait to be prepared
 * again. Waits for a file in preparation; a file that is prepared later does not find the answer. The caller has
 * deleted the answer and enqueues the jobs.
 * @returns the ids of these requests
 */
export async function takeBackFiles(tx: Tx, shop: ShopId, answer: string): Promise<number[]> {
  await tx.query(sql`
    select from privacy_requests
    where shop_id = ${shop} and kind = 'dataRequest' and state in ('waiting', 'done') order by id for update`);
  const taken = await rows(
    tx,
    z.object({ id: z.number().int() }),
    sql`
    update privacy_requests set file = null, state = 'waiting', finished_at = null
    where shop_id = ${shop} and kind = 'dataRequest' and state = 'done' and exists (
      select from jsonb_array_elements(file::jsonb -> 'surveyAnswers') own where own ->> 'id' = ${answer})
    returning id`,
  );
  return taken.map(({ id }) => id);
}
