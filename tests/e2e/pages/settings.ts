import { describe, expect, it } from 'vitest';
import { formatter } from '../../../app/i18n/format';
import { visit } from '../browser/visit';
import { SHOP, browser, stack, db, title } from './stand';
import { eventually } from '../../support/eventually';

describe.each([
  {
    language: 'ja',
    ...{ settings: '設定', costs: '費用', systems: 'システム費（月）', people: '人件費（月）' },
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
    ...{ settings: 'Settings', costs: 'Costs', systems: 'Systems per month' },
    ...{ people: 'People per month', customers: 'Number of customers' },
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

describe.each([
  {
    language: 'ja',
    ...{ stages: 'ステージ', rules: 'ステージの条件を見る・変える', title: '数え方のルール' },
    ...{ purchases: '優良顧客になる購入回数', loyal: '優良顧客', settings: '設定' },
    ...{ save: '保存する', saved: '保存しました。', history: '変更履歴' },
    ...{
      fault: '3から999までの整数を入力してください。',
      undo: /^「優良顧客になる購入回数」を「3」に/,
    },
    undone: '「優良顧客になる購入回数」を元に戻しました。',
  },
  {
    language: 'en',
    ...{ stages: 'Stages', rules: 'See or change the rules of the stages', title: 'Rules' },
    ...{ purchases: 'Purchases of a loyal customer', loyal: 'Loyal customer' },
    ...{ settings: 'Settings', save: 'Save', saved: 'Saved.', history: 'Change history' },
    ...{ fault: 'Enter a whole number from 3 to 999.' },
    undo: /^Set Purchases of a loyal customer back to 3/,
    undone: 'Undone: Purchases of a loyal customer',
  },
] as const)('the rules of the stages, in $language', (words) => {
  const { language } = words;

  it('move as many customers as was said before saving, and undo brings them back', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { language });
    const menu = (name: string) => page.getByRole('link', { name, exact: true }).click();
    const loyal = app.locator('.om-moves tr').filter({ hasText: words.loyal });
    const onStage = async (said: string) => {
      await menu(words.stages);
      const counted = async () => {
        const [row] = await db.query(
          `select (numbers -> 'stages' ->> 'loyal')::int as n from snapshots order by as_of desc limit 1`,
        );
        return row?.n;
      };
      const people = /[\d,]{1,12}/.exec(said)?.[0] ?? '';
      await expect.poll(counted).toBe(Number(people.replace(',', '')));
      const row = app.getByRole('row').filter({ hasText: words.loyal });
      await row.filter({ hasText: people }).first().waitFor();
    };
    await menu(words.stages);
    await app.getByRole('link', { name: words.rules, exact: true }).click();
    await title(app, words.title).waitFor();
    await app.getByLabel(words.purchases).fill('2');
    await app.getByText(words.fault).waitFor();
    await app.getByLabel(words.purchases).fill('４');
    await loyal.waitFor();
    const [before = '', after = ''] = await loyal.locator('td').allInnerTexts();
    expect(before).not.toBe(after);
    await page.getByRole('button', { name: words.save, exact: true }).click();
    await app.getByText(words.saved).waitFor();
    await onStage(after);
    await menu(words.settings);
    await app.getByRole('link', { name: words.history, exact: true }).click();
    await app.getByRole('button', { name: words.undo }).first().click();
    await app.getByText(words.undone).waitFor();
    await onStage(before);
    expect(noise).toEqual([]);
  });
});

describe.each([
  {
    language: 'ja',
    ...{ settings: '設定', advertising: '広告費', open: 'CSVを取り込む', read: '内容を確認' },
    ...{ file: 'CSVファイル', wrong: '取り込めない行：2行', apply: '4件を反映' },
    ...{ lines: ['3行目：月を「2026-01」', '5行目：0以上の額'], history: '変更履歴' },
    ...{ applied: '4件の広告費を反映しました。', leftOut: '誤りのあった2行' },
    ...{ undo: /^「広告費」を/, undone: '「広告費」を元に戻しました。' },
  },
  {
    language: 'en',
    ...{ settings: 'Settings', advertising: 'Advertising spend', open: 'Import CSV' },
    ...{ read: 'Check file', file: 'CSV file', wrong: '2 lines cannot be imported' },
    ...{ lines: ['Line 3: Enter the month', 'Line 5: Enter an amount of 0'] },
    ...{ apply: 'Apply 4 changes', applied: 'Applied 4 changes', history: 'Change history' },
    ...{ leftOut: '2 lines with errors were left out', undo: /^Set Advertising spend back/ },
    undone: 'Undone: Advertising spend',
  },
] as const)('advertising spend, in $language', (words) => {
  const { language } = words;
  const counted = async () => {
    const [row] = await db.query(
      `select numbers -> 'ltv' ->> 'acquisitionCost' as cost, numbers -> 'ltv' ->> 'value' as value
       from snapshots order by as_of desc limit 1`,
    );
    return { cost: row?.cost ?? null, value: row?.value ?? null };
  };

  it('comes from a file with two bad lines, moves LTV as was shown before, and is undone', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { language });
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.advertising, exact: true }).click();
    await title(app, words.advertising).waitFor();
    await app.getByRole('link', { name: words.open, exact: true }).click();
    const year = new Date().getUTCFullYear() - 1;
    const lines = [
      ...['月,媒体,広告費', `${year}-01,Google,"300,000"`, `${year}-99,Google,1`],
      ...[`${year}-02,Google,２００，０００円`, `${year}-02,LINE,-5`],
      ...[`${year}-01,LINE,100000`, `${year}-03,Google,0`],
    ];
    await app.getByLabel(words.file).setInputFiles({
      ...{ name: 'spend.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(lines.join('\r\n')),
    });
    await app.getByRole('button', { name: words.read, exact: true }).click();
    await app.getByText(words.wrong).waitFor();
    for (const line of words.lines) await app.getByText(line).waitFor();
    const shown = await app.locator('td strong').allInnerTexts();
    expect(shown).toHaveLength(2);
    await app.getByRole('button', { name: words.apply, exact: true }).click();
    await app.getByText(words.applied).waitFor();
    await app.getByText(words.leftOut).waitFor();
    await eventually(async () => expect((await counted()).cost).not.toBeNull());
    const { cost, value } = await counted();
    const { money } = formatter(language, 'JPY', 'Asia/Tokyo');
    expect(shown).toEqual([money(String(cost)), money(String(value))]);
    await page.getByRole('link', { name: 'LTV', exact: true }).click();
    await app
      .locator('.om-formula')
      .getByText(shown[1] ?? '', { exact: true })
      .waitFor();
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.history, exact: true }).click();
    await app.getByRole('button', { name: words.undo }).first().click();
    await app.getByText(words.undone).waitFor();
    expect(await db.query('select * from advertising_spend')).toEqual([]);
    await eventually(async () => expect((await counted()).cost).toBeNull());
    expect(noise).toEqual([]);
  });
});

describe.each([
  {
    language: 'ja',
    ...{ settings: '設定', unitCosts: '商品原価', fault: '0以上の額を入力してください。' },
    ...{ save: '保存する', saved: '保存しました。', history: '変更履歴' },
    ...{ undo: /^「商品原価」を/, undone: '「商品原価」を元に戻しました。' },
    changed: '商品原価：1商品',
  },
  {
    language: 'en',
    ...{ settings: 'Settings', unitCosts: 'Unit costs', fault: 'Enter an amount of 0 or more.' },
    ...{ save: 'Save', saved: 'Saved.', history: 'Change history' },
    ...{ undo: /^Set Unit costs back to/, undone: 'Undone: Unit costs' },
    changed: 'Unit costs: 1 product',
  },
] as const)('unit costs, in $language', (words) => {
  const { language } = words;
  const { percent } = formatter(language, 'JPY', 'Asia/Tokyo');
  const counted = async () => {
    const [row] = await db.query(
      `select (numbers -> 'margin' ->> 'rate')::float8 as rate from snapshots order by as_of desc limit 1`,
    );
    return percent(row?.rate as number | null);
  };

  it('move the margin as was shown before, also on the LTV page, and are undone', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { language });
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.unitCosts, exact: true }).click();
    await title(app, words.unitCosts).waitFor();
    // coverage, margin and LTV, each now and afterwards
    const previewed = () => app.locator('.om-goods-effect tr').nth(2).locator('td').allInnerTexts();
    const cost = app.locator('input[name^="cost."]').first();
    await cost.fill('-5');
    await app.getByText(words.fault).waitFor();
    await cost.fill('１円');
    await expect.poll(async () => new Set(await previewed()).size).toBe(2);
    const [now = '', then = ''] = await previewed();
    expect(await counted()).toBe(now);
    await page.getByRole('button', { name: words.save, exact: true }).click();
    await app.getByText(words.saved).waitFor();
    await expect.poll(counted, { interval: 200 }).toBe(then);
    await page.getByRole('link', { name: 'LTV', exact: true }).click();
    // the formula has as many digits as its product needs
    const rates = app.locator('.om-formula').getByText(/^[\d.]+%$/);
    await expect
      .poll(async () =>
        (await rates.allInnerTexts()).map((rate) => percent(parseFloat(rate) / 100)),
      )
      .toContain(then);
    await page.getByRole('link', { name: words.settings, exact: true }).click();
    await app.getByRole('link', { name: words.history, exact: true }).click();
    await app.getByText(words.changed).first().waitFor();
    await app.getByRole('button', { name: words.undo }).first().click();
    await app.getByText(words.undone).waitFor();
    expect(await db.query('select * from own_unit_costs')).toEqual([]);
    await expect.poll(counted, { interval: 200 }).toBe(now);
    expect(noise).toEqual([]);
  });
});

it('the grid of advertising takes a pasted block and the keys of a spreadsheet, and is saved', async () => {
  const { page, app, noise } = await visit(browser, stack, SHOP, {
    path: '/app/settings/advertising',
  });
  const cell = (place: string) => app.locator(`[data-cell="${place}"]`);
  const paste = (place: string, text: string) =>
    cell(place).evaluate((input, copied) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', copied);
      const options = { clipboardData, bubbles: true, cancelable: true };
      input.dispatchEvent(new ClipboardEvent('paste', options));
    }, text);
  await paste('-1.0', 'Google\tLINE\tMeta\tYahoo\n¥1,000\t２００\t\tx\n5\t6\t7\t8');
  await app.getByText('12個のセルに貼り付けました。').waitFor();
  await app.getByText('数字で入力してください').waitFor();
  // a fourth column was made for the block
  await cell('0.3').fill('9');
  await cell('0.3').press('Enter');
  await expect.poll(() => cell('1.3').evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.type('99');
  await page.keyboard.press('Escape');
  expect(await cell('1.3').inputValue()).toBe('8');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('70');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect
    .poll(() => cell('-1.2').evaluate((one) => one === document.activeElement))
    .toBe(true);
  await app.locator('tfoot').getByText('¥1,298', { exact: true }).waitFor();
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await app.getByText('保存しました。').waitFor();
  await page.reload();
  await expect.poll(() => cell('1.2').inputValue()).toBe('70');
  for (const channel of ['Google', 'LINE', 'Meta', 'Yahoo'])
    await app.getByLabel(`「${channel}」を削除`).check();
  await page.getByRole('button', { name: '保存する', exact: true }).click();
  await expect.poll(() => db.query('select * from advertising_spend')).toEqual([]);
  expect(noise).toEqual([]);
});
