import { describe, expect, it } from 'vitest';
import { visit } from '../browser/visit';
import { SHOP, browser, stack, db, title } from './stand';

describe.each([
  {
    language: 'ja',
    ...{
      settings: '設定',
      setup: '初期設定',
      show: 'ホームに初期設定を表示する',
      costs: '費用の登録',
    },
    ...{ systems: 'システム費（円・月）', people: '人件費（円・月）', customers: 'お客様の数' },
    ...{ result: '1人あたり月¥80、年¥960', save: '費用を保存', saved: '保存しました。' },
    ...{
      next: '次へ：商品の役割',
      all: /件をすべて反映$/,
      moved: 'ステージに移るお客様は',
    },
    ...{ none: '反映しない', goal: '自店の目標（%）', fault: '0より大きく100以下の' },
    ...{
      saveGoal: '目標を保存',
      finish: 'ホームを見る',
      home: 'ホーム',
      done: '完了',
    },
    ...{ dismiss: '閉じる', bar: '保存する' },
  },
  {
    language: 'en',
    ...{ settings: 'Settings', setup: 'Setup', show: 'Show setup on Home', costs: 'Costs' },
    ...{
      systems: 'Software and system costs (JPY per month)',
      people: 'Staff costs (JPY per month)',
      customers: 'Number of customers',
    },
    ...{ result: '¥80 a month, ¥960 a year', save: 'Save costs', saved: 'Saved.' },
    ...{
      next: 'Next: Product roles',
      all: /^Apply all \d+ suggestions$/,
      moved: 'Moving up:',
    },
    ...{
      none: 'Apply none',
      goal: 'Your own goal (%)',
      fault: 'Enter a number above 0 and up to 100',
    },
    ...{ saveGoal: 'Save goal', finish: 'Go to Home', home: 'Home', done: 'Done' },
    ...{ dismiss: 'Close', bar: 'Save' },
  },
] as const)('the set-up, in $language', (words) => {
  it('comes back to Home, is done by what is saved, and stays closed', async () => {
    await db.query(
      `update shops set settings = (settings #- '{metrics,retention}' #- '{metrics,f2Benchmark}') || '{"setup":{"dismissed":true}}'`,
    );
    const { page, app, noise } = await visit(browser, stack, SHOP, { language: words.language });
    const attention = app.locator('.om-attention');
    const link = (name: string) => app.getByRole('link', { name, exact: true });
    const button = (name: string | RegExp) => app.getByRole('button', { name, exact: true });
    await attention.waitFor();
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await link(words.setup).click();
    await title(app, words.setup).waitFor();
    await button(words.show).click();
    await button(words.show).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Omega' }).click();
    await title(app, words.home).waitFor();
    const step = (name: string) => app.getByRole('listitem').filter({ has: link(name) });
    expect(await attention.count()).toBe(0);
    await link(words.costs).click();
    await app.getByLabel(words.systems).fill('100,000');
    await app.getByLabel(words.people).fill('３０万');
    await app.getByLabel(words.customers).fill('5,000');
    await app.getByText(words.result).waitFor();
    await button(words.save).click();
    await app.getByText(words.saved, { exact: true }).waitFor();
    // Shopify's own bar has nothing left to save
    await page.getByRole('button', { name: words.bar, exact: true }).waitFor({ state: 'detached' });
    await link(words.next).click();
    await button(words.all).waitFor();
    await app.getByText(words.moved).first().waitFor();
    await button(words.none).click();
    await app.getByLabel(words.goal).fill('140');
    await button(words.saveGoal).click();
    await app.getByText(words.fault).waitFor();
    await app.getByLabel(words.goal).fill('40');
    await button(words.saveGoal).click();
    await link(words.finish).click();
    await title(app, words.home).waitFor();
    // every step is done or put off, the survey by what buyers have seen: the card is gone by itself
    await attention.waitFor();
    await db.query(`update shops set settings = settings || '{"setup":{}}'`);
    await page.reload();
    await step(words.costs).getByText(words.done).waitFor();
    await app.locator('.om-setup-foot').getByRole('button', { name: words.dismiss }).click();
    await attention.waitFor();
    await page.reload();
    await attention.waitFor();
    // the browser says that the door refused the goal
    expect(noise).toEqual([expect.stringContaining('status of 400')]);
  });
});
