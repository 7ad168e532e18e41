import { describe, expect, it, onTestFinished } from 'vitest';
import { place } from '../../sandbox/admin-shell/placements';
import { visit } from '../browser/visit';
import { SHOP, browser, stack } from './stand';

describe('the survey’s settings', () => {
  it('appear in both previews during typing, are saved by Shopify’s bar, and load again', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { path: '/app/nps/survey' });
    expect(await page.locator('#app-nav [aria-current]').innerText()).toBe('NPS');
    const shown = (words: string) => app.locator('.om-surface').getByText(words);
    await app.getByLabel('質問文（日本語）').fill('お友達に勧めますか?');
    await expect.poll(() => shown('お友達に勧めますか?').count()).toBe(2);
    await page.getByRole('button', { name: '破棄' }).click();
    await page.getByRole('button', { name: '変更を破棄' }).click();
    await expect.poll(() => shown('お友達に勧めますか?').count()).toBe(0);

    await app.getByLabel('質問文（日本語）').fill('お友達に勧めますか?');
    await app.getByLabel('いちばんの理由').uncheck();
    await page.getByRole('button', { name: '保存' }).click();
    await app.getByText('保存しました。').waitFor();
    await page.reload();
    await expect.poll(() => shown('お友達に勧めますか?').count()).toBe(2);
    await app.getByRole('button', { name: '0〜6点' }).click();
    await expect.poll(() => shown('商品が期待と違った').count()).toBe(0);
    await app.getByRole('button', { name: '英語' }).click();
    await shown('How likely are you').first().waitFor();
    expect(noise).toEqual([]);
  });

  it('say where the question is placed, and check again when the merchant returns', async () => {
    const domain = `${SHOP}.myshopify.com`;
    onTestFinished(() => place(domain, 'thankYou', true));
    place(domain, 'thankYou', false);
    const { app } = await visit(browser, stack, SHOP, { path: '/app/nps/survey' });
    await app.getByText('未配置').waitFor();
    expect(await app.getByText('配置済み').count()).toBe(2);
    place(domain, 'thankYou', true);
    await app.locator('body').evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect.poll(() => app.getByText('配置済み').count()).toBe(3);
  });
});
