import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import { z } from 'zod';

const builder = createRequire(import.meta.url).resolve('@axe-core/playwright');
const source = readFileSync(createRequire(builder).resolve('axe-core/axe.min.js'), 'utf8');

/** Where a rule does not hold; the results of all others stay in the browser, a page has megabytes of them. */
const OPTIONS = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
  resultTypes: ['violations'],
  iframes: false,
};

const found = z.array(z.object({ id: z.string(), help: z.string(), where: z.string() }));

/**
 * The WCAG 2.2 AA violations that axe finds in a page and its frames, one line per rule; empty is good.
 * @param excluded CSS selectors of parts that other companies made
 */
export async function accessibilityProblems(
  page: Page,
  excluded: string[] = [],
): Promise<string[]> {
  const problems: string[] = [];
  for (const frame of page.frames())
    if (!(await isWithin(frame, excluded)))
      problems.push(...(await accessibilityProblemsOf(frame, excluded)));
  return problems;
}

/** Whether the frame's element is one of those. */
async function isWithin(frame: Frame, selectors: string[]): Promise<boolean> {
  if (selectors.length === 0 || frame.parentFrame() === null) return false;
  const element = await frame.frameElement();
  return await element.evaluate(
    (own, all) => all.some((selector) => own instanceof Element && own.matches(selector)),
    selectors,
  );
}

/** The same of one frame alone: results of several frames in one would pass whole through the browser's protocol. */
export async function accessibilityProblemsOf(
  frame: Frame,
  excluded: string[] = [],
): Promise<string[]> {
  await frame.evaluate(`globalThis.axe ?? (() => { ${source} })()`);
  const context = JSON.stringify({ exclude: excluded.map((selector) => [selector]) });
  const told: unknown = await frame.evaluate(
    `axe.run(${context}, ${JSON.stringify(OPTIONS)}).then(({ violations }) =>
      violations.map(({ id, help, nodes }) =>
        ({ id, help, where: nodes.map(({ target }) => target.join(' ')).join(', ') })))`,
  );
  return found.parse(told).map(({ id, help, where }) => `${id}: ${help} (${where})`);
}
