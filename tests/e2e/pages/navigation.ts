import { describe, expect, it } from 'vitest';
import { visit, wordsOf } from '../browser/visit';
import { PAGES } from './names';
import { SHOP, browser, stack, title } from './stand';

describe('the pages', () => {
  it('are one click apart, forth and back', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP);
    for (const { link, ja } of PAGES.slice(1)) {
      await page.getByRole('link', { name: link, exact: true }).click();
      await title(app, ja).waitFor();
    }
    await page.goBack();
    await title(app, '顧客ステージ').waitFor();
    await page.goForward();
    await title(app, 'NPS（推奨度）').waitFor();
    await page.getByRole('link', { name: 'Omega', exact: true }).click();
    await title(app, 'ホーム').waitFor();
    await app.getByRole('link', { name: 'LTVの内訳を見る' }).click();
    await title(app, 'LTV（顧客生涯価値）').waitFor();
    await expect.poll(() => new URL(page.url()).pathname).toMatch(/\/apps\/omega\/app\/ltv$/);
    expect(noise).toEqual([]);
  });

  it('open by their own address, also after a reload', async () => {
    const { page, app } = await visit(browser, stack, SHOP, {
      path: '/app/repeat?renewals=without',
    });
    await title(app, 'リピート購入').waitFor();
    const pressed = app.getByRole('button', { name: '除く', pressed: true });
    await pressed.waitFor();
    await page.reload();
    await pressed.waitFor();
  });

  it('of the survey opens by its earlier address, with the view', async () => {
    const path = '/app/survey?compare=off';
    const { page, app, noise } = await visit(browser, stack, SHOP, { path });
    await title(app, '質問の設定').waitFor();
    await expect.poll(() => page.url()).toMatch(/\/apps\/omega\/app\/nps\/survey\?compare=off$/);
    expect(await page.locator('#app-nav [aria-current]').innerText()).toBe('NPS');
    expect(noise).toEqual([]);
  });

  it('say that an address has no page, and link to one', async () => {
    const { app } = await visit(browser, stack, SHOP, { path: '/app/nowhere' });
    expect(await wordsOf(app)).toContain('このページは存在しません');
    await app.getByRole('link', { name: 'ホームに戻る' }).click();
    await title(app, 'ホーム').waitFor();
  });
});
