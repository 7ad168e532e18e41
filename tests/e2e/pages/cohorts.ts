import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from '../browser/accessibility';
import { overhang, visit } from '../browser/visit';
import { SHOP, browser, stack } from './stand';

describe.each([
  {
    language: 'ja',
    ...{
      width: 375,
      orders: '注文数',
      week: '週',
      total: '累計',
      customers: '購入者',
    },
    ...{ hint: '意味を文で表示します', week0: /\d+年\d+月\d+日の週/ },
    sentence:
      /^.+の週に初めて購入した\d+人の、.+（2週後）の終わりまでの注文は[\d,]+件、1人あたり[\d.]+件です。$/,
    again:
      /^.+の週に初めて購入した\d+人のうち、.+までに2回目を購入した方は\d+人（[\d.]+%）です。何度購入しても1人と数えます。$/,
  },
  {
    language: 'en',
    ...{ width: 1280, orders: 'Orders', week: 'Week', total: 'Cumulative' },
    ...{ customers: 'Customers', hint: 'to read it as a sentence', week0: /Week of \w+ \d+, \d+/ },
    sentence:
      /^Orders by the end of .+ \(Week 2\) of the \d+ customers? who first bought in the week of .+: [\d,]+, [\d.]+ per customer\.$/,
    again:
      /^Of the \d+ customers? who first bought in the week of .+, \d+ had bought again by the end of .+, which is [\d.]+%; each counted once\.$/,
  },
] as const)('the cohorts of LTV, $language at $width', (words) => {
  const { language, width } = words;

  it('are chosen by links, and read cell by cell', async () => {
    const { page, app, go, noise } = await visit(browser, stack, SHOP, {
      ...{ path: '/app/ltv?pane=cohorts', language, width },
    });
    const choose = async (name: string) => {
      await app.locator('.om-cohort-choices').getByRole('link', { name, exact: true }).click();
      await app.locator('.om-cohort-choices [aria-current]', { hasText: name }).first().waitFor();
    };
    await choose(words.orders);
    await choose(words.week);
    await choose(words.total);
    await app.getByRole('rowheader', { name: words.week0 }).first().waitFor();
    const asked = () => new URL(page.url()).searchParams;
    await expect.poll(() => asked().get('grain')).toBe('week');
    expect([asked().get('measure'), asked().get('total')]).toEqual(['orders', 'yes']);
    const line = app.locator('.om-cell-reader [role=status]');
    expect(await line.innerText()).toContain(words.hint);
    const row = app.locator('.om-cohort-box tbody:not(.om-total) tr:visible');
    const cell = row.nth(0).locator('td').nth(3);
    await cell.click();
    // its script comes with the first touch
    await expect
      .poll(async () => {
        await cell.click();
        return await line.innerText();
      })
      .toMatch(words.sentence);
    const first = await line.innerText();
    await app.locator('.om-cohort-box .om-scroll').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => line.innerText()).not.toBe(first);
    await choose(words.customers);
    await cell.click();
    await expect.poll(() => line.innerText()).toMatch(words.again);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(await overhang(app)).toBe(0);
    // the address is the same view, in a new document and with another day
    const rows = await app.locator('.om-cohort-box tbody').allInnerTexts();
    await go(`/app/ltv${new URL(page.url()).search}`);
    await expect.poll(() => app.locator('.om-cohort-box tbody').allInnerTexts()).toEqual(rows);
    expect(noise).toEqual([]);
  });

  it('come with the first touch of the page, and are there before it without their script', async () => {
    const scripts: string[] = [];
    const { page, app, go, noise } = await visit(browser, stack, SHOP, { language, width });
    page.on('request', (request) => scripts.push(request.url()));
    const own = () =>
      scripts.filter((url) => /cohorts-[\w-]+\.js/.test(url) && !url.includes('later'));
    await go('/app/ltv');
    expect(await app.locator('.om-cohort-box td').count()).toBeGreaterThan(20);
    expect(own()).toEqual([]);
    await app.locator('.om-page-panes > .om-panes > .om-pane-switch > label').nth(2).click();
    await expect.poll(() => own().length).toBe(1);
    await app.locator('.om-cohort-choices').getByRole('link', { name: words.customers }).click();
    await app.locator('.om-cohort-choices [aria-current]', { hasText: words.customers }).waitFor();
    expect(new URL(page.url()).searchParams.get('pane')).toBe('cohorts');
    expect(noise).toEqual([]);
  });
});
