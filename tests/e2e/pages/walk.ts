import type { FrameLocator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { balances } from '../../support/numbers/balance';
import { accessibilityProblems } from '../browser/accessibility';
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

describe.each(['ja', 'en'] as const)('in %s', (language) => {
  it('every page fits a width of 1280, has this language alone, and leads from the figures before to now', async () => {
    const open = await visit(browser, stack, SHOP, { width: 1280, language });
    const changes: string[] = [];
    for (const each of [...PAGES, ...LISTS, ...SETTINGS])
      for await (const pane of panesThatFit(open, each, language)) {
        await saysOnly(language, open.app, each.path);
        const { count, wrong } = await changesOf(open.app, language);
        expect(wrong, `${each.path} ${pane}`).toEqual([]);
        changes.push(...Array<string>(count).fill(each.name));
        // the words differ, the parts do not: each width is looked through in one language
        if (language === 'ja') expect(await accessibilityProblems(open.page)).toEqual([]);
      }
    expect(open.noise).toEqual([]);
    expect(new Set(changes)).toEqual(new Set(PAGES.map(({ name }) => name)));
  });

  it('every page fits a width of 375, and the sheet of every number opens there and balances', async () => {
    const open = await visit(browser, stack, SHOP, { width: 375, language });
    const opened = new Set<string>();
    let sums = 0;
    for (const each of [...PAGES, ...LISTS, ...SETTINGS]) {
      for await (const pane of panesThatFit(open, each, language))
        if (language === 'en')
          expect(await accessibilityProblems(open.page), `${each.path} ${pane}`).toEqual([]);
      for (const { key, title: name, texts, beside } of await everySheet(open.app)) {
        const wrong = texts.filter((text) => !balances(text));
        expect([each.name, key, name === '', wrong, beside]).toEqual([
          ...[each.name, key, false, [], 0],
        ]);
        opened.add(key);
        sums += texts.length;
      }
    }
    expect(opened.size).toBeGreaterThan(45);
    expect(sums).toBeGreaterThan(60);
    expect(open.noise).toEqual([]);
  });
});

type WalkedPage = (typeof PAGES | typeof LISTS | typeof SETTINGS)[number];

/** Goes to a page and shows its panes in turn: in its language, without a shift, and no wider than the window. */
async function* panesThatFit(
  { app, go }: Visit,
  page: WalkedPage,
  language: 'ja' | 'en',
): AsyncGenerator<string> {
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
  for await (const pane of eachPane(app)) {
    expect(await overhang(app), pane).toBe(0);
    expect(await wideTables(app), `${page.path} ${pane}`).toEqual([]);
    yield pane;
  }
}
