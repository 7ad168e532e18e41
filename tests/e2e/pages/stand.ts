import { randomUUID } from 'node:crypto';
import type { FrameLocator } from 'playwright-core';
import { expect } from 'vitest';
import { z } from 'zod';
import { messageSchema } from '../../../app/survey/message/contract';
import { teaShop } from '../../sandbox/worlds/tea-shop';
import { database, type TestDatabase } from '../../support/database';
import { startStack, type Stack } from '../../support/processes/stack';
import { openBrowser, type TestBrowser } from '../browser/browser';
import { eventually } from '../../support/eventually';

/** The shop of every test of the pages. */
export const SHOP = 'tea-shop';

/** One browser and one running app serve all tests of the pages; they are there from `openStand` on. */
export let browser: TestBrowser;
export let stack: Stack;
export let db: TestDatabase;

/** Starts them, imports the shop, and gives it answers. */
export async function openStand(): Promise<void> {
  db = await database();
  browser = await openBrowser();
  stack = await startStack(db.url, [teaShop({ until: new Date(), customers: 3_000 })]);
  const { page } = await browser.open({ locale: 'ja-JP' });
  await page.goto(`${stack.shellUrl}/store/${SHOP}/apps/omega`);
  await page.frameLocator('#frame iframe').getByText('までの注文で計算').waitFor();
  await page.context().close();
  // its merchant has closed the set-up: what needs attention stands on Home
  await db.query(`update shops set settings = settings || '{"setup":{"dismissed":true}}'`);
  await giveAnswers();
}

export async function closeStand(): Promise<void> {
  await browser.close();
  await stack[Symbol.asyncDispose]();
}

/** Records enough answers of the shop's buyers for a score, and for another one a month ago; some have comments. */
async function giveAnswers(): Promise<void> {
  const { recordAnswer } = await import('../../../app/survey/answer/answer.server');
  const orders = await db.query(
    `select id::text, processed_at from (
      select id, processed_at, row_number() over (order by processed_at desc) as place
      from orders where customer_id is not null) latest
     where place <= 60 or place between 400 and 459 order by place`,
  );
  const shop = stack.shopify.orders(`${SHOP}.myshopify.com`);
  for (const [index, { id, processed_at }] of orders.entries()) {
    // the answer to an order without a number comes by a link
    const number = shop.get(Number(id))?.confirmationNumber ?? null;
    const source = number === null ? 'link' : 'thank_you';
    const message = messageSchema.parse({
      ...{ kind: 'answer', key: randomUUID(), source, number, language: 'ja', order: id },
      ...{
        score: (index < 60 ? [10, 9, 8, 6, 0] : [10, 10, 9, 8, 6])[index % 5],
        ...(index < 3 && { comment: `香り ${index}`, voice: true }),
      },
    });
    const at = new Date(z.date().parse(processed_at).getTime() + 60_000);
    if (message.kind === 'answer') await recordAnswer(`${SHOP}.myshopify.com`, message, { at });
  }
  const counted = `select 1 from snapshots, (select count(*) as given from survey_answers) answer
    where given > 0 and (numbers -> 'nps' ->> 'allAnswers')::int = given`;
  await eventually(async () => expect(await db.query(counted)).not.toEqual([]));
  await countAgain();
}

/** Counts the day that pages compare with again: it was counted before its answers came. */
async function countAgain(): Promise<void> {
  const { comparedDay } = await import('../../../app/metrics/compare/compared-day');
  const { requestPastDay } = await import('../../../app/shop/state/past-day.server');
  const { shopOf } = await import('../../../app/shop/shop.server');
  const shop = await shopOf(`${SHOP}.myshopify.com`);
  const [newest] = await db.query('select max(as_of)::text as day from snapshots');
  if (shop === null) throw new Error('the shop is not installed');
  const day = comparedDay('month', String(newest?.day));
  await db.query('delete from snapshots where as_of = $1', [day]);
  await requestPastDay(shop.id, day);
  const counted = () => db.query('select 1 from snapshots where as_of = $1', [day]);
  await eventually(async () => expect(await counted()).not.toEqual([]));
}

/** The heading of a page. */
export const title = (app: FrameLocator, name: string) =>
  app.getByRole('heading', { level: 1, name, exact: true });
