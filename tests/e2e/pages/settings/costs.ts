import { describe, expect, it } from 'vitest';
import { visit } from '../../browser/visit';
import { SHOP, browser, stack, title } from '../stand';

describe.each([
  {
    language: 'ja',
    ...{
      settings: '設定',
      costs: '費用',
      systems: 'システム費（円・月）',
      people: '人件費（円・月）',
    },
    ...{ customers: 'お客様の数', result: '1人あたり月¥80、年¥960' },
    ...{ save: '保存する', saved: '保存しました。', yearly: '年¥960', history: '変更履歴' },
    ...{
      undo: /^「顧客維持コスト」を「未設定」に/,
      undone: '「顧客維持コスト」を元に戻しました。',
    },
    ...{ fault: '0以上の額を入力してください。', net: '登録した費用を引くと' },
  },
  {
    language: 'en',
    ...{
      settings: 'Settings',
      costs: 'Costs',
      systems: 'Software and system costs (JPY per month)',
    },
    ...{ people: 'Staff costs (JPY per month)', customers: 'Number of customers' },
    ...{ result: '¥80 a month, ¥960 a year per customer' },
    ...{ save: 'Save', saved: 'Saved.', yearly: '¥960 a year', history: 'Change history' },
    ...{ undo: /^Set Retention cost back to/, undone: 'Undone: Retention cost' },
    ...{ fault: 'Enter an amount of 0 or more.', net: 'After the costs entered:' },
  },
] as const)('costs, in $language', (words) => {
  const { language } = words;

  it('are worked out while they are typed, taken from every LTV, and undone', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { language });
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.costs, exact: true }).click();
    await title(app, words.costs).waitFor();
    await app.getByLabel(words.systems).fill('-5');
    await app.getByText(words.fault).waitFor();
    await app.getByLabel(words.systems).fill('１００,０００');
    await app.getByLabel(words.people).fill('30万');
    await app.getByLabel(words.customers).fill('5,000');
    await app.getByText(words.result).waitFor();
    expect(await app.getByText(words.fault).count()).toBe(0);
    await app.locator('td strong').getByText('¥960').waitFor();
    await page.getByRole('button', { name: words.save, exact: true }).click();
    await app.getByText(words.saved).waitFor();
    await page.getByRole('link', { name: 'LTV', exact: true }).click();
    await app.locator('.om-formula').getByText(words.yearly).waitFor();
    await page.getByRole('link', { name: 'Omega', exact: true }).click();
    await app.getByText(words.net).waitFor();
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.history, exact: true }).click();
    await app.getByRole('button', { name: words.undo }).first().click();
    await app.getByText(words.undone).waitFor();
    expect(noise).toEqual([]);
  });
});

it('costs of two people who save at once are not lost: the second is told, and decides', async () => {
  const open = () => visit(browser, stack, SHOP, { path: '/app/settings/costs' });
  const [first, second] = [await open(), await open()];
  // a preview waits for the connection, and the form does not
  await second.page.context().setOffline(true);
  await second.app.getByLabel('標準の粗利率（%）').fill('55');
  await second.app.getByText('ページを読み込めませんでした').waitFor();
  await second.page.context().setOffline(false);
  await second.app.getByText('ページを読み込めませんでした').waitFor({ state: 'detached' });
  expect(await second.app.getByLabel('標準の粗利率（%）').inputValue()).toBe('55');
  for (const [{ page, app }, margin] of [
    [first, '60'],
    [second, '50'],
  ] as const) {
    await app.getByLabel('標準の粗利率（%）').fill(margin);
    await page.getByRole('button', { name: '保存する', exact: true }).click();
    await app
      .getByText(margin === '60' ? '保存しました。' : '標準の粗利率は、いま「60%」です。')
      .waitFor();
  }
  expect(await second.app.getByLabel('標準の粗利率（%）').inputValue()).toBe('50');
  await second.page.getByRole('button', { name: '保存する', exact: true }).click();
  await second.app.getByText('保存しました。').waitFor();
  await first.page.reload();
  await expect.poll(() => first.app.getByLabel('標準の粗利率（%）').inputValue()).toBe('50');
});
