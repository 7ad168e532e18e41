import { describe, expect, it } from 'vitest';
import { csvCells, saved } from '../browser/saved-files';
import { visit } from '../browser/visit';
import { SHOP, browser, stack, db, title } from './stand';

describe.each([
  {
    language: 'ja',
    unit: '件',
    ...{ settings: '設定', data: 'データ', open: '照合を開く', period: '直近12か月（先月まで）' },
    ...{
      back: 'データに戻る',
      reconcile: '照合',
      line: '割引',
      same: '使われている売上と一致しています。',
    },
    ...{ file: 'すべての注文をCSVでダウンロード', downloaded: /^ダウンロードしました/ },
    ...{
      definitions: '目標・健全ライン・売上の基準',
      goal: 'F2転換率（90日以内、%）',
      save: '保存する',
    },
    ...{
      saved: /^保存しました。/,
      onHome: /目標99%まで、あと\d+(?:\.\d)?ポイント/,
      history: '変更履歴',
    },
    ...{ undo: /^「F2転換率の目標」を/, undone: '「F2転換率の目標」を元に戻しました。' },
  },
  {
    language: 'en',
    unit: ' order',
    ...{ settings: 'Settings', data: 'Data', open: 'Open the reconciliation' },
    ...{ period: 'Last 12 full months', reconcile: 'Reconciliation', line: 'Discounts' },
    ...{ back: 'Back to data' },
    ...{ same: 'This is the revenue that the numbers in this app use.' },
    ...{ file: 'Download all orders as CSV', downloaded: /^Downloaded \(/ },
    ...{
      definitions: 'Goals, health line and revenue basis',
      goal: 'F2 within 90 days (%)',
      save: 'Save',
    },
    ...{ saved: /^Saved\./, onHome: /[\d.]+ points to go to your goal of 99%/ },
    ...{
      history: 'Change history',
      undo: /^Set Goal of F2 conversion back/,
      undone: 'Undone: Goal of F2 conversion',
    },
  },
] as const)('the shop’s data and goals, in $language', (words) => {
  const { language } = words;

  it('are reconciled with Shopify’s gross sales, each line with its orders', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { language });
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.data, exact: true }).click();
    await title(app, words.data).waitFor();
    // the list of a reason has as many orders as the reason's row
    const row = app.locator('tbody tr').first();
    const reason = await row.getByRole('link').innerText();
    const count = await row.locator('td.om-main').innerText();
    await row.getByRole('link').click();
    await title(app, reason).waitFor();
    await app.getByText(`${count.trim()}${words.unit}`).waitFor();
    await app.getByRole('link', { name: words.back, exact: true }).click();
    await app.getByRole('link', { name: words.open, exact: true }).click();
    await title(app, words.reconcile).waitFor();
    const from = app.locator('input[name="from"]');
    const lastMonth = await from.inputValue();
    await app.getByRole('link', { name: words.period, exact: true }).click();
    await expect.poll(() => from.inputValue()).not.toBe(lastMonth);
    await app.getByText(words.same).waitFor();
    const line = app.locator('.om-reconcile tr').filter({ hasText: words.line }).first();
    const [orders = '', amount = ''] = await line.locator('td').allInnerTexts();
    expect(Number(orders.replaceAll(',', ''))).toBeGreaterThan(50);
    await line.getByRole('link').click();
    await title(app, words.line).waitFor();
    const total = await app.getByText(amount).first().innerText();
    expect(total).toContain(orders);
    await app.locator('a[href^="shopify://admin/orders/"]').first().waitFor();
    const { name, bytes } = await saved(page, () =>
      app.getByRole('button', { name: words.file, exact: true }).click(),
    );
    await app.getByText(words.downloaded).waitFor();
    expect(name).toContain(words.line);
    // behind the line of what it shows, an empty one and the heads
    const rows = csvCells(bytes.toString('utf8')).slice(3);
    expect(rows).toHaveLength(Number(orders.replaceAll(',', '')));
    const sum = rows.reduce((all, cells) => all + Number(cells.at(-2)), 0);
    expect(sum).toBe(-Number(amount.replace(/[^\d]/g, '')));
    expect(noise).toEqual([]);
  });

  it('have a goal that stands on Home, and is undone', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { language });
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.definitions, exact: true }).click();
    await app.getByLabel(words.goal).fill('99');
    await page.getByRole('button', { name: words.save, exact: true }).click();
    await app.getByText(words.saved).waitFor();
    await page.getByRole('link', { name: 'Omega', exact: true }).click();
    await app.getByText(words.onHome).waitFor();
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.history, exact: true }).click();
    await app.getByRole('button', { name: words.undo }).first().click();
    await app.getByText(words.undone).waitFor();
    const [shop] = await db.query(
      `select settings -> 'metrics' -> 'f2Benchmark' as goal from shops`,
    );
    expect(shop?.goal).toBeNull();
    expect(noise).toEqual([]);
  });
});

it('a part that the shop does not use leaves the menu at once, and the app takes the chosen language', async () => {
  const { page, app, noise } = await visit(browser, stack, SHOP, { path: '/app/settings/display' });
  const menu = page.locator('#app-nav').getByRole('link', { name: 'NPS', exact: true });
  await menu.waitFor();
  await app.getByLabel('NPSとアンケート').uncheck();
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await app.getByText('保存しました。').waitFor();
  await menu.waitFor({ state: 'detached' });
  await app.getByLabel('NPSとアンケート').check();
  await app.getByLabel('英語（English）').check();
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await title(app, 'Language and display').waitFor();
  await menu.waitFor();
  await app.getByLabel('Same as Shopify admin').check();
  // the bar is the admin's own
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await title(app, '言語と表示').waitFor();
  expect(noise).toEqual([]);
});
