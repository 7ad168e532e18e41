import type { Frame, FrameLocator, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { TestBrowser } from './browser';
import type { Stack } from '../../support/processes/stack';

/** The merchant before an open shop's admin, with the app in its frame. */
export interface Visit {
  page: Page;
  /** the app's frame */
  app: FrameLocator;
  /** the same frame with its script's world */
  frame(): Promise<Frame>;
  /** the errors of the browser so far */
  noise: string[];
  /** Goes to a page of the app by its own address. */
  go(path: string): Promise<void>;
}

export interface VisitOptions {
  /** path within the app, such as `/app/ltv`; default: its home */
  path?: string;
  width?: number;
  height?: number;
  /** of the person; default: the shop's */
  language?: 'ja' | 'en';
  /** the browser's language */
  locale?: string;
}

/**
 * Opens the app in a shop's admin as a merchant does, and waits for a page of it.
 * @param handle of the shop: `tea-shop` of `tea-shop.myshopify.com`
 */
export async function visit(
  browser: TestBrowser,
  stack: Stack,
  handle: string,
  options: VisitOptions = {},
): Promise<Visit> {
  const { path = '', width, height, language, locale = 'ja-JP' } = options;
  const { page, noise } = await browser.open({ width, height, locale });
  onTestFinished(() => page.context().close());
  if (language !== undefined)
    await page
      .context()
      .addCookies([{ name: 'shell-locale', value: language, url: stack.shellUrl }]);
  const app = page.frameLocator('#frame iframe');
  const go = async (to: string): Promise<void> => {
    await page.goto(`${stack.shellUrl}/store/${handle}/apps/omega${to}`);
    await app.getByRole('heading', { level: 1 }).waitFor();
    // Polaris marks the document once React has it: what is typed before that is overwritten
    await app.locator('html.p-theme-light').waitFor();
  };
  const frame = async (): Promise<Frame> => {
    const body = await app.locator('body').elementHandle();
    const own = await body?.ownerFrame();
    if (!own) throw new Error('the admin shows no app');
    return own;
  };
  await go(path);
  return { page, app, frame, noise, go };
}

/** Shows each pane of a page in turn, by a click on its name; a page without panes is one. */
export async function* eachPane(app: FrameLocator): AsyncGenerator<string> {
  const choices = app.locator('.om-page-panes > .om-panes > .om-pane-switch > label');
  const panes = await choices.count();
  if (panes === 0) yield '';
  for (let at = 0; at < panes; at++) {
    await choices.nth(at).click();
    yield await choices.nth(at).innerText();
  }
}

/** Every text that a person can read or hear in the app's frame. */
export async function wordsOf(app: FrameLocator): Promise<string> {
  return await app.locator('body').evaluate((body) => {
    const heard = [...body.querySelectorAll('[aria-label], [title], [alt]')].flatMap((element) =>
      ['aria-label', 'title', 'alt'].map((name) => element.getAttribute(name) ?? ''),
    );
    // A person can open closed tables: their texts count.
    const closed = [...body.querySelectorAll('details')].map((each) => each.textContent);
    const seen = body instanceof HTMLElement ? body.innerText : '';
    return [seen, ...closed, ...heard].join('\n');
  });
}

/** The pixels by which the app's page is wider than its frame; 0 is right. */
export async function overhang(app: FrameLocator): Promise<number> {
  return await app
    .locator('html')
    .evaluate((html) => Math.max(0, html.scrollWidth - html.clientWidth));
}

/** How far a page has shifted by itself, and what moved. */
interface Shift {
  /** Chromium's cumulative layout shift; 0 is right */
  value: number;
  /** what moved, each with its way in pixels and the beginning of its words */
  moved: string[];
}

/** How far the app's page has shifted by itself since it was loaded. */
export async function layoutShift(app: FrameLocator): Promise<Shift> {
  return await app.locator('body').evaluate(
    () =>
      new Promise<Shift>((resolve) => {
        const shift: Shift = { value: 0, moved: [] };
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & LayoutShift)[]) {
            if (entry.hadRecentInput) continue;
            shift.value += entry.value;
            for (const { node, previousRect, currentRect } of entry.sources)
              shift.moved.push(
                `${previousRect.y} to ${currentRect.y}: ${(node?.textContent ?? '').slice(0, 60)}`,
              );
          }
        });
        interface LayoutShift {
          value: number;
          hadRecentInput: boolean;
          sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
        }
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(shift)));
      }),
  );
}

/** Opens every closed part with a table, and names the tables that are wider than their place; none is right on a phone. */
export async function wideTables(app: FrameLocator): Promise<string[]> {
  return await app.locator('body').evaluate((body) => {
    for (const part of body.querySelectorAll('details'))
      if (part.querySelector('table')) part.open = true;
    // a wide window scrolls a wide table in its own box
    if (body.clientWidth > 490) return [];
    return [...body.querySelectorAll('table')]
      .filter((table) => {
        const box = table.parentElement;
        return box !== null && box.scrollWidth > box.clientWidth;
      })
      .map((table) => table.caption?.textContent ?? 'a table');
  });
}
