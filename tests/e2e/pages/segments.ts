import { describe, expect, it } from 'vitest';
import { visit } from '../browser/visit';
import { SHOP, browser, stack, title } from './stand';

describe('the page of segments', () => {
  it('keeps what the shop says to a segment, and goes back to the app’s own text', async () => {
    const open = await visit(browser, stack, SHOP, { path: '/app/segments' });
    const { app, page, noise } = open;
    await title(app, 'セグメント').waitFor();
    const text = app.locator('.om-talk-text').first();
    const own = await text.innerText();
    await app.locator('summary', { hasText: '書き換える' }).first().click();
    await app.getByLabel('「初回客」に伝えること').fill('お茶のいれ方を、3日目にお送りします。');
    await app.getByRole('button', { name: 'この文を保存する' }).first().click();
    await expect.poll(() => text.innerText()).toBe('お茶のいれ方を、3日目にお送りします。');
    await page.reload();
    await title(app, 'セグメント').waitFor();
    await expect.poll(() => text.innerText()).toBe('お茶のいれ方を、3日目にお送りします。');
    await app.locator('summary', { hasText: '書き換える' }).first().click();
    await app.getByRole('button', { name: '「初回客」に伝える文を、元の文に戻す' }).click();
    await expect.poll(() => text.innerText()).toBe(own);
    expect(noise).toEqual([]);
  });

  it('is counted within moments, with states by stage and Shopify’s groups', async () => {
    const { app } = await visit(browser, stack, SHOP, { path: '/app/segments?pane=states' });
    await app.getByRole('table', { name: 'ステージごとの離脱状況' }).waitFor();
    await app.getByText('RFM', { exact: true }).click();
    await app.getByRole('table', { name: 'RFM分析（最近 × 回数）' }).waitFor();
    expect(await app.getByRole('table', { name: 'ShopifyのRFMグループ' }).count()).toBe(1);
  });
});
