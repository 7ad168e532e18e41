import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { THEME_BLOCK } from '../../extensions/theme-block';
import { rendered, type Rendering } from '../support/doors/rendered-block';
import { openBrowser, type TestBrowser } from './browser/browser';
import { targetsOf } from './browser/targets';

const asset = (name: string): string => readFileSync(join(THEME_BLOCK, 'assets', name), 'utf8');
const LONG_THANKS = 'Thank you so much for taking the time to tell us what you think. '
  .repeat(3)
  .trim();

let browser: TestBrowser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
});

/** A theme's page with the block between its texts, in front of an app whose replies wait. */
async function open(width: number, rendering: Rendering) {
  const { page, noise } = await browser.open({ width, height: 900 });
  onTestFinished(() => page.context().close());
  const waiting: (() => Promise<void>)[] = [];
  await page.route('https://tea.example/**', async (route) => {
    const request = route.request();
    if (request.method() === 'GET') {
      const text = '<p>Tea, and more tea.</p>'.repeat(3);
      await route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
          <title>Tea</title><style>body { font: 16px sans-serif; margin: 16px }</style>
          <style>${asset('survey.css')}</style>${text}${rendered(rendering)}${text}
          <script>${asset('survey.js')}</script></html>`,
      });
      return;
    }
    const { kind, score } = request.postDataJSON() as { kind: string; score: number };
    const changeableUntil = new Date(Date.now() + 1_800_000).toISOString();
    const json =
      kind === 'ask' ? { ask: true, answered: null } : { recorded: true, score, changeableUntil };
    waiting.push(() => route.fulfill({ json }));
  });
  await page.addInitScript(() => {
    const moved: number[] = [];
    Object.assign(globalThis, { moved });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if (!('hadRecentInput' in entry) || !entry.hadRecentInput)
          moved.push('value' in entry ? Number(entry.value) : 1);
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto('https://tea.example/');
  return { page, noise, waiting };
}

/** Browsers count a layout shift later than half a second after a press as not caused by it. */
async function answerLate(page: Page, waiting: (() => Promise<void>)[]): Promise<void> {
  await expect.poll(() => waiting.length).toBeGreaterThan(0);
  const since = await page.evaluate(() => performance.now());
  await page.waitForFunction((from) => performance.now() - from > 700, since);
  for (const answer of waiting.splice(0)) await answer();
}

describe('the block on a page', () => {
  it.each<[number, string, Rendering]>([
    [1280, 'en', {}],
    [375, 'ja', { locale: 'ja' }],
    [320, 'en, with long thanks', { told: { thanks: { en: LONG_THANKS } } }],
  ])('moves nothing by itself at %i pixels, in %s', async (width, _, rendering) => {
    const { page, noise, waiting } = await open(width, rendering);
    await answerLate(page, waiting);
    await page.getByRole('radio', { name: '3', exact: true }).check();
    await page.getByRole('button').click();
    await answerLate(page, waiting);
    await page.locator('textarea:enabled').fill('It was cold.');
    await page.getByRole('button').click();
    await answerLate(page, waiting);
    await page.locator('textarea:disabled').waitFor();
    expect(await page.evaluate('moved')).toEqual([]);
    expect(noise).toEqual([]);
  });

  it('has eleven choices large enough for a finger, in one row or in 6 + 5, with the ends at their words', async () => {
    const { page } = await open(320, { locale: 'ja' });
    const scale = page.locator('.omega-survey__scale label');
    const at = async (selector: string) => {
      const box = await page.locator(selector).boundingBox();
      return box ?? { x: NaN, y: NaN, width: NaN, height: NaN };
    };
    for (const [width, rows] of [
      [320, [6, 5]],
      [360, [6, 5]],
      [375, [6, 5]],
      [1280, [11]],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      expect(await targetsOf(scale), `${width}`).toEqual({ small: [], rows });
      const [least, zero] = [await at('.omega-survey__least'), await at('label:has([value="0"])')];
      const [most, ten] = [await at('.omega-survey__most'), await at('label:has([value="10"])')];
      expect(least.y + least.height).toBeLessThanOrEqual(zero.y);
      expect(least.x).toBeCloseTo(zero.x, 0);
      expect(most.y).toBeGreaterThanOrEqual(ten.y + ten.height);
      expect(most.x + most.width).toBeCloseTo(ten.x + ten.width, 0);
    }
  });

  it('has the same targets in a theme whose 1rem is 10 pixels, as Shopify’s Dawn has it', async () => {
    const { page } = await open(375, {});
    await page.addStyleTag({ content: 'html { font-size: 62.5% } body { font-size: 1.6rem }' });
    const scale = page.locator('.omega-survey__scale label');
    expect(await targetsOf(scale)).toEqual({ small: [], rows: [6, 5] });
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await targetsOf(scale)).toEqual({ small: [], rows: [11] });
  });

  it('takes an answer from the keyboard alone, after a walk along the scale', async () => {
    const { page, waiting } = await open(1280, {});
    await answerLate(page, waiting);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    for (let score = 1; score <= 10; score++) await page.keyboard.press('ArrowRight');
    expect(waiting).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await answerLate(page, waiting);
    await page.getByText('Your answer is 10.').waitFor();
  });
});
