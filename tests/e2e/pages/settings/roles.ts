import { expect, it } from 'vitest';
import { visit } from '../../browser/visit';
import { SHOP, browser, stack, title } from '../stand';

it('products that become trials move as many customers as the preview said, and undo brings them back', async () => {
  const { page, app, noise } = await visit(browser, stack, SHOP);
  const menu = (name: string) => page.getByRole('link', { name, exact: true }).click();
  /** The customers on stage 1, before and after saving. */
  const previewed = async () => {
    const row = app.locator('.om-moves tr').filter({ hasText: '購入者' });
    await row.waitFor();
    return await row.locator('td').allInnerTexts();
  };
  const onFirstStage = async (people: string) => {
    await menu('ステージ');
    await title(app, '顧客ステージ').waitFor();
    const row = app.getByRole('row').filter({ hasText: '購入者' });
    await row
      .filter({ hasText: people.replace('人', '') })
      .first()
      .waitFor();
  };
  const settings = async (name: string) => {
    await menu('設定');
    await app.getByRole('link', { name, exact: true }).click();
    await title(app, name).waitFor();
  };

  await title(app, 'ホーム').waitFor();
  await settings('商品の役割');
  await app.getByText('提案：お試し（商品名に「お試し」がある）').first().waitFor();
  const role = (product: string) => app.getByLabel(product, { exact: true });
  await role('深蒸し煎茶').selectOption('trial');
  const [before = '', one = ''] = await previewed();
  // what is discarded is as it was saved
  await page.getByRole('button', { name: '破棄する', exact: true }).click();
  await page.getByRole('button', { name: '変更を破棄する', exact: true }).click();
  await expect.poll(() => role('深蒸し煎茶').inputValue()).toBe('');
  await role('深蒸し煎茶').selectOption('trial');
  await expect.poll(previewed).toEqual([before, one]);
  // the suggestions leave what was chosen
  await app.getByRole('button', { name: /件の提案をすべて反映$/ }).click();
  await expect.poll(() => role('煎茶お試しセット').inputValue()).toBe('trial');
  expect(await role('深蒸し煎茶').inputValue()).toBe('trial');
  // the earlier preview stands until the reply comes
  await expect.poll(async () => (await previewed())[1]).not.toBe(one);
  const [still, after = ''] = await previewed();
  expect(still).toBe(before);
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await app.getByText('商品の役割を保存しました。').waitFor();
  await onFirstStage(after);
  await menu('リピート');
  await app.locator('.om-pane-choice').getByText('商品と日数', { exact: true }).click();
  await app.getByText(/お試しから始めたお客様100人のうち、約\d+/).waitFor();

  await settings('変更履歴');
  await app.getByText(/「煎茶お試しセット」の役割：なし → お試し/).waitFor();
  await app
    .getByRole('button', { name: /^「商品の役割」を/ })
    .first()
    .click();
  await app.getByText('「商品の役割」を元に戻しました。').waitFor();
  await onFirstStage(before);
  expect(noise).toEqual([]);
});
