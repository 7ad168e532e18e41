import { describe, expect, it, onTestFinished } from 'vitest';
import { place } from '../../sandbox/admin-shell/placements';
import { visit } from '../browser/visit';
import { SHOP, browser, stack, db } from './stand';

describe('what needs attention on Home', () => {
  it('is dismissed for good, the survey’s placement until it was placed, which is asked of Shopify', async () => {
    const domain = `${SHOP}.myshopify.com`;
    const places = ['thankYou', 'orderStatus', 'theme'] as const;
    onTestFinished(() => {
      for (const where of places) place(domain, where, true);
    });
    const { page, app, noise } = await visit(browser, stack, SHOP);
    const rows = app.locator('.om-attention > li');
    const buttons = rows.getByRole('button', { name: '閉じる' });
    await buttons.first().waitFor();
    const first = await rows.first().innerText();
    const lines = await buttons.count();
    expect(lines).toBeGreaterThan(0);
    await buttons.first().click();
    await expect.poll(() => rows.allInnerTexts()).not.toContain(first);
    await page.reload();
    await rows.first().waitFor();
    expect(await rows.allInnerTexts()).not.toContain(first);
    for (const where of places) place(domain, where, false);
    // the last row is free once fewer than three lines are left
    while ((await buttons.count()) > 2) {
      const next = await rows.first().innerText();
      await buttons.first().click();
      await expect.poll(() => rows.allInnerTexts()).not.toContain(next);
    }
    const nowhere = rows.filter({ hasText: '質問のブロックが、まだどこにも配置されていません。' });
    const placedEverywhere = async (isPlaced: boolean) => {
      for (const where of places) place(domain, where, isPlaced);
      const returned = () => document.dispatchEvent(new Event('visibilitychange'));
      await app.locator('body').evaluate(returned);
    };
    await placedEverywhere(false);
    await nowhere.getByRole('button').click();
    const dismissed = async () => {
      const sql = `select settings->'attention'->'dismissed' @> '[{"subject":"placement"}]' as kept from shops`;
      return (await db.query(sql)).some(({ kept }) => kept);
    };
    await expect.poll(dismissed).toBe(true);
    await expect.poll(() => nowhere.count()).toBe(0);
    await placedEverywhere(true);
    await expect.poll(dismissed).toBe(false);
    await placedEverywhere(false);
    await nowhere.waitFor();
    await placedEverywhere(true);
    await app.getByText('確認が必要なことは、今のところありません。').waitFor();
    expect(noise).toEqual([]);
  });
});
