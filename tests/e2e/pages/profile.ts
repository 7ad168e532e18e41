import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from '../browser/accessibility';
import { visit } from '../browser/visit';
import { SHOP, browser, db, stack, title } from './stand';

/** The customers on a stage, 1 to 7, the one with most purchases first. */
async function onStage(stage: number): Promise<string[]> {
  const found = await db.query(
    `select customer_id::text as id from people where stage = $1 order by purchases desc, customer_id limit 3`,
    [stage],
  );
  return found.map(({ id }) => String(id));
}

describe('why is this person a follower?', () => {
  it.each([
    [
      'ja',
      ...['フォロワー', 'メールかSMSの配信登録により、「フォロワー」にいます。'],
      '次の回答が9点以上になることで、「ファン」に上がります。',
    ],
    [
      'en',
      ...['Follower', 'a subscription to email or SMS marketing.'],
      'With a next score of 9 or 10 they move up to “Fan”.',
    ],
  ] as const)('is answered by the page of the person, in %s', async (language, name, why, way) => {
    const [id = ''] = await onStage(4);
    for (const width of [1280, 375]) {
      const { app, page, frame, noise } = await visit(browser, stack, SHOP, {
        ...{ path: `/app/customers/${id}`, language, width },
        locale: language === 'ja' ? 'ja-JP' : 'en-US',
      });
      await app.locator('[aria-current="step"]').getByText(name).waitFor();
      await app.getByText(why).waitFor();
      await app.getByText(way).waitFor();
      expect(new URL(page.url()).pathname).toMatch(/\/app\/customers\/\d+$/);
      const sideways = await (
        await frame()
      ).evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(sideways).toBeLessThanOrEqual(0);
      expect(await accessibilityProblems(page)).toEqual([]);
      expect(noise).toEqual([]);
    }
  });

  it.each([
    ['ja', 'フォロワー', 'により、「フォロワー」にいます。'],
    ['en', 'Follower', 'On “Follower” because of'],
  ] as const)('is two clicks from Stages, in %s', async (language, name, why) => {
    const { app, noise } = await visit(browser, stack, SHOP, {
      ...{ path: '/app/stages', language, locale: language === 'ja' ? 'ja-JP' : 'en-US' },
    });
    await app.locator('a[href*="who=v1+stage.follower"]').first().click();
    await app.locator('.om-person').first().click();
    await app.locator('[aria-current="step"]').getByText(name).waitFor();
    await app.getByText(why).waitFor();
    expect(noise).toEqual([]);
  });
});

it('an unknown customer has a sentence of their own', async () => {
  const { app } = await visit(browser, stack, SHOP, { path: '/app/customers/999999999999999999' });
  await title(app, 'このお客様は見つかりません').waitFor();
});
