import { describe, expect, it } from 'vitest';
import { accessibilityProblemsOf } from '../browser/accessibility';
import { csvCells, saved } from '../browser/saved-files';
import { overhang, visit } from '../browser/visit';
import { SHOP, browser, db, stack, title } from './stand';

describe('the customers', () => {
  it('behind a list are sorted, paged, narrowed, kept under a name, and there again after a reload', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP);
    await page.getByRole('link', { name: '顧客', exact: true }).click();
    await title(app, '顧客').waitFor();
    const [all] = await db.query('select count(*)::int as customers from customer_summaries');
    const everybody = Number(all?.customers).toLocaleString('ja-JP');
    const total = app.locator('.om-people .om-total');
    await total.getByText(`${everybody}人`).waitFor();
    // counts come after the page
    await app.getByRole('link', { name: `すべて（${everybody}）` }).waitFor();

    await app.getByRole('link', { name: '「購入回数」で並べ替える' }).click();
    await app.locator('th[aria-sort="descending"]').getByText('購入回数').waitFor();
    const first = await app.locator('.om-person').first().innerText();
    await app.getByRole('link', { name: '次の50人' }).click();
    await app.getByRole('link', { name: '前の50人' }).waitFor();
    expect(await app.locator('.om-person').first().innerText()).not.toBe(first);
    expect(await total.innerText()).toContain(`${everybody}人`);

    await app.getByRole('link', { name: '条件を追加' }).click();
    await app.getByRole('link', { name: '購入回数', exact: true }).click();
    await app.getByRole('button', { name: 'この条件で表示' }).click();
    await app.getByText('下限か上限を入力してください。').waitFor();
    await app.getByLabel('下限').fill('３');
    await app.getByLabel('下限').press('Enter');
    await app.getByRole('link', { name: '条件「購入回数：3回以上」を外す' }).waitFor();
    const [some] = await db.query(
      'select count(*)::int as customers from customer_summaries where purchases >= 3',
    );
    const thrice = Number(some?.customers).toLocaleString('ja-JP');
    await total.getByText(`${thrice}人`).waitFor();

    await app.getByText('この条件を保存').click();
    await app.getByLabel('一覧の名前').fill('3回以上の方');
    await app.getByRole('button', { name: '保存する' }).click();
    const tab = app.getByRole('link', { name: `3回以上の方（${thrice}）` });
    await tab.waitFor();
    await page.reload();
    await tab.waitFor();
    expect(await tab.getAttribute('aria-current')).toBe('page');
    await total.getByText(`${thrice}人`).waitFor();

    await app.getByText('この一覧を編集').click();
    await app.getByRole('button', { name: 'この一覧を削除する' }).click();
    await app.getByText('一覧を削除しました。').waitFor();
    await expect.poll(() => tab.count()).toBe(0);
    expect(noise).toEqual([]);
  });

  it.each([
    {
      language: 'ja',
      file: 'この一覧をCSVでダウンロード（全員分）',
      done: /^ダウンロードしました（/,
    },
    { language: 'en', file: 'Download this list as CSV (everyone on it)', done: /^Downloaded \(/ },
  ] as const)('of a list are a file with everyone on it, in $language', async (words) => {
    const { page, app, noise } = await visit(browser, stack, SHOP, {
      path: `/app/customers?${new URLSearchParams({ who: 'v1 n.2..' }).toString()}`,
      language: words.language,
      width: 375,
    });
    const [known] = await db.query(
      `select count(*)::int as customers, sum(revenue_shop_amount)::text as revenue
       from people where purchases >= 2`,
    );
    const { name, bytes } = await saved(page, () =>
      app.getByRole('button', { name: words.file, exact: true }).click(),
    );
    await app.getByText(words.done).waitFor();
    expect(name).toMatch(/^tea-shop-.+-\d{4}-\d\d-\d\d\.csv$/);
    const [about, , heads, ...rows] = csvCells(bytes.toString('utf8'));
    expect(about).toContain('v1 n.2..');
    const places = Object.keys(heads ?? []);
    expect(rows.every((row) => row.length === places.length)).toBe(true);
    expect(rows).toHaveLength(Number(known?.customers));
    expect(new Set(rows.map(([id]) => id)).size).toBe(rows.length);
    expect(rows.reduce((sum, row) => sum + Number(row[7]), 0)).toBeCloseTo(
      Number(known?.revenue),
      -1,
    );
    expect(await overhang(app)).toBe(0);
    expect(noise).toEqual([]);
  });

  it('of some rows are a file of these alone, chosen by keyboard', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, { path: '/app/customers' });
    const boxes = app.locator('.om-people tbody .om-choose input');
    await boxes.nth(1).focus();
    await page.keyboard.press('Space');
    await boxes.nth(3).focus();
    await page.keyboard.press('Space');
    const ids = await app
      .locator('.om-person')
      .evaluateAll((links) =>
        links.map((link) => /(\d+)(?:\?|$)/.exec(link.getAttribute('href') ?? '')?.[1]),
      );
    const { bytes } = await saved(page, () =>
      app.getByRole('button', { name: '選んだ2人をダウンロード（CSV）' }).click(),
    );
    const [, , , ...rows] = csvCells(bytes.toString('utf8'));
    expect(rows.map(([id]) => id).sort()).toEqual([ids[1], ids[3]].sort());
    // everyone on the page, and none of them on another
    await app.getByRole('checkbox', { name: 'このページの全員を選ぶ' }).check();
    await app.getByRole('button', { name: '選んだ50人をダウンロード（CSV）' }).waitFor();
    await app.getByRole('link', { name: '次の50人' }).click();
    await app.getByRole('button', { name: 'この一覧をCSVでダウンロード（全員分）' }).waitFor();
    expect(noise).toEqual([]);
  });

  it('behind a column of a chart are opened by Enter, and by a click', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, {
      path: '/app/segments?pane=ranks',
    });
    const chart = app.getByRole('slider').filter({ visible: true }).first();
    await chart.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await title(app, '顧客').waitFor();
    await expect.poll(() => decodeURIComponent(page.url())).toContain('decile.1');
    await page.goBack();
    await chart.waitFor();
    await chart.scrollIntoViewIfNeeded();
    const box = await chart.boundingBox();
    await chart.click({ position: { x: (box?.width ?? 0) * 0.95, y: 20 } });
    await expect.poll(() => decodeURIComponent(page.url())).toContain('decile.10');
    expect(noise).toEqual([]);
  });

  it('are found by number and by name', async () => {
    const { app, page, noise } = await visit(browser, stack, SHOP, { path: '/app/customers' });
    const [one] = await db.query('select customer_id::text as id from customer_summaries limit 1');
    const field = app.getByRole('searchbox');
    await field.fill(String(one?.id));
    await field.press('Enter');
    const result = app.getByRole('list', { name: '検索結果' });
    await result.getByRole('link').waitFor();
    const name = await result.getByRole('link').innerText();
    await field.fill(name);
    await field.press('Enter');
    await app.getByRole('heading', { name: `「${name}」の検索結果` }).waitFor();
    expect(await result.getByRole('link').first().innerText()).toBe(name);
    // a name stands in no address
    expect(decodeURIComponent(page.url())).not.toContain(name.slice(0, 2));
    expect(noise).toEqual([]);
  });

  it.each([1280, 375])(
    'can be chosen at %i pixels: the menu and every kind of form fit and are accessible',
    async (width) => {
      const who = 'who=v1+segment.loyal+state.atRisk+or+boughtProduct.1+last.2026-01-01..';
      const open = await visit(browser, stack, SHOP, { path: `/app/customers?${who}`, width });
      for (const form of [
        '',
        '&field=stage',
        '&field=boughtProduct',
        '&field=revenue',
        '&field=last',
        '&field=stageOn',
      ]) {
        await open.go(`/app/customers?${who}&group=0${form}`);
        expect([form, await overhang(open.app)]).toEqual([form, 0]);
        expect([form, await accessibilityProblemsOf(await open.frame())]).toEqual([form, []]);
      }
      await open.go('/app/customers?who=v1+shoe.1');
      await open.app.getByText('このアドレスの条件を読み取れません').waitFor();
      expect(await accessibilityProblemsOf(await open.frame())).toEqual([]);
      expect(open.noise).toEqual([]);
    },
  );
});
