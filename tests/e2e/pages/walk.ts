import type { FrameLocator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { balances } from '../../support/numbers/balance';
import { accessibilityProblemsOf } from '../browser/accessibility';
import { changesOf } from '../browser/changes';
import { everySheet } from '../browser/sheets';
import {
  eachPane,
  layoutShift,
  overhang,
  visit,
  wideTables,
  wordsOf,
  type Visit,
} from '../browser/visit';
import { PAGES, LISTS, SETTINGS, KNOWN, OWN_WORDS, BROKEN } from './names';
import { SHOP, browser, stack, title } from './stand';

/** Holds a page's texts to one language, and to no broken number. */
async function saysOnly(language: 'ja' | 'en', app: FrameLocator, path: string): Promise<void> {
  const all = await wordsOf(app);
  expect(all, path).not.toMatch(BROKEN);
  // a filter offers the shop's own products and sources, and goods have its own SKUs
  const offered = await app.locator('option, [translate="no"]').allTextContents();
  const words = offered
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, option) => rest.replaceAll(option, ' '), all);
  if (language === 'ja') {
    const foreign = words.match(/[A-Za-z]{2,}/g) ?? [];
    expect(
      [...new Set(foreign)].filter((word) => !KNOWN.includes(word)),
      path,
    ).toEqual([]);
  } else {
    const japanese = words.match(/[ぁ-んァ-ヶー一-龠]+/g) ?? [];
    expect(OWN_WORDS.includes(path) ? [] : japanese, path).toEqual([]);
  }
}

/** A page is loaded at the first width and turned to the other: each width loads in one language. */
const WIDTHS = { ja: [1280, 375], en: [375, 1280] } as const;

describe.each(['ja', 'en'] as const)('in %s', (language) => {
  it('every page fits both widths, has this language alone, leads from the figures before to now, and its numbers open sheets that balance', async () => {
    const widths = WIDTHS[language];
    const open = await visit(browser, stack, SHOP, { width: widths[0], language });
    const changes: string[] = [];
    const sheets = new Set<string>();
    let sums = 0;
    for (const each of [...PAGES, ...LISTS, ...SETTINGS]) {
      await load(open, each, language);
      for (const width of widths) {
        await open.page.setViewportSize({ width, height: 800 });
        for await (const pane of panesThatFit(open.app, `${each.path} at ${String(width)}`)) {
          // the words differ, the parts do not: each width is looked through in one language
          if (width === widths[0])
            expect(await accessibilityProblemsOf(await open.frame()), pane).toEqual([]);
          if (width === 375) continue;
          await saysOnly(language, open.app, each.path);
          const { count, wrong } = await changesOf(open.app, language);
          expect(wrong, pane).toEqual([]);
          changes.push(...Array<string>(count).fill(each.name));
        }
        if (width === 1280) continue;
        // a number has one sheet: in ja it is opened on each page, in en on the first
        const known = language === 'ja' ? new Set<string>() : sheets;
        for (const { key, title: name, texts, beside } of await everySheet(open.app, known)) {
          const wrong = texts.filter((text) => !balances(text));
          expect([each.name, key, name === '', wrong, beside]).toEqual([
            ...[each.name, key, false, [], 0],
          ]);
          sheets.add(key);
          sums += texts.length;
        }
      }
      await open.page.setViewportSize({ width: widths[0], height: 800 });
    }
    expect(new Set(changes)).toEqual(new Set(PAGES.map(({ name }) => name)));
    expect(sheets.size).toBeGreaterThan(45);
    expect(sums).toBeGreaterThan(60);
    expect(open.noise).toEqual([]);
  });
});

type WalkedPage = (typeof PAGES | typeof LISTS | typeof SETTINGS)[number];

/** Goes to a page, which comes in its language and without a shift. */
async function load({ app, go }: Visit, page: WalkedPage, language: 'ja' | 'en'): Promise<void> {
  await go(page.path);
  await title(app, page[language]).waitFor();
  expect(await app.locator('html').getAttribute('lang')).toBe(language);
  let shift = await layoutShift(app);
  if (shift.value > 0.01) {
    // a busy machine may have painted the page while it arrived: what shifts by itself shifts again
    await go(page.path);
    shift = await layoutShift(app);
  }
  expect(shift.value, `${page.name}: ${shift.moved.join('; ')}`).toBeLessThanOrEqual(0.01);
}

/** Shows a page's panes in turn: no wider than the window, and on a phone no table wider than its place. */
async function* panesThatFit(app: FrameLocator, where: string): AsyncGenerator<string> {
  for await (const pane of eachPane(app)) {
    const name = `${where} ${pane}`;
    await expect.poll(() => overhang(app), { message: name }).toBe(0);
    await expect.poll(() => wideTables(app), { message: name }).toEqual([]);
    yield name;
  }
}
