import { describe, expect, it } from 'vitest';
import { formatter } from '../../../app/i18n/format';
import { unzip } from '../../support/unzip';
import { accessibilityProblems } from '../browser/accessibility';
import { csvCells, decodedPng, saved, shownTables } from '../browser/saved-files';
import { overhang, visit } from '../browser/visit';
import { SHOP, browser, stack } from './stand';

describe.each([
  {
    language: 'ja',
    width: 1280,
    name: 'その他の操作',
    tables: /^すべての表（CSV/,
    chart: 'LTV曲線',
    notLoaded: 'ダウンロードを準備できませんでした',
  },
  {
    language: 'en',
    width: 375,
    name: 'More actions',
    tables: /^All tables/,
    chart: 'LTV curve',
    notLoaded: 'Couldn’t load the downloads',
  },
] as const)('the menu of a page, $language at $width', (words) => {
  const { language, width } = words;

  it('saves every table and chart without a connection, by keyboard', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, {
      path: '/app/ltv',
      language,
      width,
    });
    const button = app.locator('summary', { hasText: '…' });
    const menu = app.getByRole('menu', { name: words.name });
    const items = menu.getByRole('menuitem');
    const focused = app.locator(':focus');
    const charts = app.locator('figure');
    const chart = charts.first();
    const place = () => chart.evaluate((figure) => figure.getBoundingClientRect().top + scrollY);
    const before = await place();
    // without a connection before the first touch, its code is missing: it says so, and asks again
    await page.context().setOffline(true);
    await button.focus();
    await page.keyboard.press('Enter');
    await app.getByRole('alert').getByText(words.notLoaded).waitFor();
    await page.keyboard.press('Escape');
    await page.context().setOffline(false);
    await page.keyboard.press('Enter');
    await expect.poll(() => focused.innerText()).toMatch(words.tables);
    await app.getByText(words.notLoaded).waitFor({ state: 'detached' });
    expect(await place()).toBe(before);
    expect(await accessibilityProblems(page)).toEqual([]);
    const box = await menu.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    await page.keyboard.press('ArrowUp');
    expect(await focused.innerText()).toBe(await items.last().innerText());
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    expect(await focused.innerText()).toContain(words.chart);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'hidden' });
    await expect.poll(() => focused.getAttribute('aria-label')).toBe(words.name);

    // between a phone and a desk every panel of the strip fits, too
    await page.setViewportSize({ width: width === 375 ? 375 : 640, height: 800 });
    const parts = app.locator('.om-strip-part > summary');
    for (let at = 0; at < (await parts.count()); at += 1) {
      await parts.nth(at).click();
      await app.locator('.om-strip-part[open] > .om-panel').waitFor();
      expect(await overhang(app), await parts.nth(at).innerText()).toBe(0);
      await page.keyboard.press('Escape');
    }
    await page.setViewportSize({ width, height: 800 });

    expect(noise.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    await page.context().setOffline(true);
    const choose = async (downs: number): Promise<void> => {
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => focused.innerText()).toMatch(words.tables);
      for (let down = 0; down < downs; down += 1) await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    };
    const archive = await saved(page, () => choose(0));
    await menu.waitFor({ state: 'hidden' });
    expect(archive.name).toMatch(/^tea-shop-LTV.+-\d{4}-\d\d-\d\d\.zip$/);
    const files = unzip(archive.bytes);
    const shown = await shownTables(app);
    expect(files.length).toBe(shown.length);
    const format = formatter(language, 'JPY', 'Asia/Tokyo');
    for (const [at, { caption, label, cells }] of shown.entries()) {
      const file = files[at];
      const [about, , heads, ...rows] = csvCells(file?.content.toString('utf8') ?? '');
      expect(file?.name).toContain('tea-shop-');
      expect(about?.slice(0, 2)).toEqual([caption, `${SHOP}.myshopify.com`]);
      const column = heads?.findIndex((head) => head.startsWith(label)) ?? -1;
      const values = rows.map((row) => row[column] ?? '');
      expect(values.length, caption).toBe(cells.length);
      for (const [row, cell] of cells.entries()) {
        const value = values[row];
        expect(
          [format.money(value), format.percent(value), format.number(value)],
          `${caption} ${value}`,
        ).toContain(cell.replace(/人$/, ''));
      }
    }

    const picture = await saved(page, () => choose(1));
    expect(picture.name.replace(/\d{4}-\d\d-\d\d/, 'day')).toBe(`tea-shop-${words.chart}-day.png`);
    const png = await decodedPng(app, picture.bytes);
    const figure = await chart.evaluate((element) => element.getBoundingClientRect().width);
    expect(png.width).toBe(Math.ceil((figure + 40) * 2));
    // the line, its band, and paper around them
    expect(png.share('44,110,203')).toBeGreaterThan(0.001);
    expect(png.share('207,223,245')).toBeGreaterThan(0.005);
    expect(png.share('255,255,255')).toBeGreaterThan(0.5);
    await menu.waitFor({ state: 'hidden' });
    const vector = await saved(page, () => choose(2));
    expect(vector.name).toBe(picture.name.replace(/png$/, 'svg'));
    expect(vector.bytes.toString('utf8')).toMatch(/^<svg [^]*<path [^]*<text [^]*<\/svg>\s*$/);
    await menu.waitFor({ state: 'hidden' });

    // one that is folded away, as in a pane that is not shown
    await charts.last().evaluate((figure) => {
      if (figure.parentElement !== null) figure.parentElement.style.display = 'none';
    });
    expect(await charts.last().isVisible()).toBe(false);
    // each chart is a PNG, and an SVG beside it
    const last = 2 * (await charts.count()) - 1;
    const folded = await decodedPng(app, (await saved(page, () => choose(last))).bytes);
    expect(folded.width).toBeGreaterThan(500);
    expect(folded.share('44,110,203')).toBeGreaterThan(0.001);
    await menu.waitFor({ state: 'hidden' });
    expect(await charts.last().isVisible()).toBe(false);

    await charts.evaluateAll((all) => {
      for (const figure of all) figure.removeAttribute('aria-label');
    });
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused.innerText()).toMatch(words.tables);
    await expect.poll(() => menu.getByText('PNG').count()).toBe(0);
  });
});
