import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from '../browser/accessibility';
import { overhang, visit } from '../browser/visit';
import { SHOP, browser, stack } from './stand';

describe.each([
  {
    language: 'ja',
    ...{
      width: 375,
      percent: 3,
      open: 'LTVをシミュレーションする',
      reset: '元に戻す',
    },
    ...{
      slider: '平均年間購買頻度の増減率',
      field: '継続購買期間（日）',
      same: 'まだ何も動かしていません',
    },
    ...{ save: /を目標として保存$/, saved: '目標を¥', own: 'いまの目標と同じです' },
    ...{ notLoaded: '読み込めませんでした' },
  },
  {
    language: 'en',
    ...{ width: 1280, percent: 4, open: 'What if…', reset: 'Reset' },
    ...{ slider: 'Orders per year, moved by percent', field: 'Duration (days)' },
    ...{ same: 'Nothing is moved yet', save: /^Save ¥[\d,]+ as goal$/, saved: 'the goal is ¥' },
    ...{ own: 'is your goal.', notLoaded: 'Couldn’t load this.' },
  },
] as const)('the what-if of LTV, $language at $width', (words) => {
  const { language, width } = words;

  it('moves elements by the keys, stands in the address, and saves a year as the goal', async () => {
    const { page, app, noise } = await visit(browser, stack, SHOP, {
      ...{ path: '/app/ltv', language, width },
    });
    const link = app.getByRole('link', { name: words.open, exact: true });
    // its script comes later: without a connection it says so, and opens once that is back
    await page.context().setOffline(true);
    await link.focus();
    await page.keyboard.press('Enter');
    await app.getByText(words.notLoaded).waitFor();
    await page.context().setOffline(false);
    const result = app.locator('.om-what-if > .om-number');
    await result.getByText(words.same).waitFor();
    const slider = app.getByRole('slider', { name: words.slider });
    await slider.focus();
    for (let times = 0; times < words.percent; times++) await page.keyboard.press('ArrowRight');
    await result.getByText('→').waitFor();
    const field = app.getByLabel(words.field, { exact: true });
    const days = Number((await field.inputValue()).replace(',', ''));
    await field.fill(String(Math.round(days * 0.9)));
    const moved = await result.innerText();
    const inAddress = () => new URL(page.url()).searchParams.get('whatif');
    await expect.poll(inAddress).toBe(`frequency_${words.percent}_duration_-10`);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await overhang(app)).toBe(0);
    // a colleague opens the same
    await page.reload();
    await expect.poll(() => result.innerText()).toBe(moved);
    await app.getByRole('button', { name: words.save }).click();
    await app.getByText(words.saved).waitFor();
    await app.getByText(words.own).waitFor();
    await app.getByRole('button', { name: words.reset }).click();
    await result.getByText(words.same).waitFor();
    await expect.poll(inAddress).toBe('');
    expect(noise.filter((line) => !/ERR_INTERNET_DISCONNECTED/.test(line))).toEqual([]);
  });
});
