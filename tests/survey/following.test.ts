import { expect, it } from 'vitest';
import { readFollowing } from '../../app/shop/state/following.server';
import { recordAnswer } from '../../app/survey/answer/answer.server';
import { database } from '../support/database';
import { addShop } from '../support/shops/shop';
import { addGuestOrders, answer, DOMAIN } from '../support/shops/survey-shop';

const db = await database();

it('an open page shows a new answer before the numbers are counted, and no change without one', async () => {
  await db.query('delete from graphile_worker._private_jobs');
  await db.query(
    'truncate shops, orders, survey_answers, survey_answer_changes, survey_waiting cascade',
  );
  const shop = await addShop(db, DOMAIN);
  await addGuestOrders(db, shop, 1, 2);
  const version = async () => (await readFollowing(shop)).version;
  const before = await version();
  expect(await version()).toBe(before);
  await recordAnswer(DOMAIN, answer({ order: '1' }));
  const first = await version();
  expect(first).not.toBe(before);
  await recordAnswer(DOMAIN, answer({ order: '2' }));
  expect([before, first]).not.toContain(await version());
});
