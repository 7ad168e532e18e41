import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Stack } from '../../support/processes/stack';
import { CommandTrouble } from '../../commands/trouble';
import { percentile } from '../support/door-load';
import { dataOf, PAGES, type MeasuredPage } from './measured-pages';

const LOADS = 100;
const WARM_UP = 10;
/** Half of the time that the page waits between two questions, so that the figure has little of it. */
const AGAIN_MS = 25;
const PATIENCE_MS = 120_000;
const DAY_MS = 86_400_000;
const byNumber = (one: number, other: number): number => one - other;

export interface LoaderFigures {
  p95Ms: number;
  /** until the first view with a filter is shown; null where the page has no filter */
  filteredMs: number | null;
  /** until the page is shown beside a day that was not kept; null where it compares nothing */
  comparedMs: number | null;
}

/** Times each page's data over HTTP, with the merchant's session tokens. */
export async function measureLoaders(
  stack: Stack,
  domain: string,
  say: (what: string) => void,
): Promise<Map<string, LoaderFigures>> {
  const figures = new Map<string, LoaderFigures>();
  for (const [at, page] of PAGES.entries()) {
    say(`${page.path} of ${domain} …`);
    const milliseconds: number[] = [];
    for (let load = 0; load < LOADS + WARM_UP; load += 1) {
      const from = performance.now();
      await dataFrom(stack, domain, dataOf(page));
      if (load >= WARM_UP) milliseconds.push(performance.now() - from);
    }
    // each page compares with a day of its own: no earlier page has had it computed
    const day = new Date(Date.now() - (200 + 3 * at) * DAY_MS).toISOString().slice(0, 10);
    figures.set(page.path, {
      p95Ms: percentile(milliseconds.sort(byNumber), 0.95),
      filteredMs: page.filtered ? await untilShown(stack, domain, page, 'discount=no') : null,
      comparedMs: page.compared ? await untilShown(stack, domain, page, `compare=${day}`) : null,
    });
  }
  return figures;
}

const shown = z.object({
  status: z.object({
    filtered: z.object({ state: z.string() }).nullish(),
    compared: z.object({ state: z.string() }).nullish(),
  }),
});

/** Asks for a view, again and again as an open page does, until all of it is there. */
async function untilShown(
  stack: Stack,
  domain: string,
  page: MeasuredPage,
  query: string,
): Promise<number> {
  const from = performance.now();
  for (;;) {
    const { status } = shown.parse(await dataFrom(stack, domain, dataOf(page, query)));
    const state = query.startsWith('compare') ? status.compared?.state : status.filtered?.state;
    if (state === 'shown') return performance.now() - from;
    if (state !== 'waiting' && state !== 'running')
      throw new CommandTrouble(`${page.path}?${query} is ${state ?? 'without a state'}.`);
    if (performance.now() - from > PATIENCE_MS)
      throw new CommandTrouble(`${page.path}?${query} was not shown within two minutes.`);
    await wait(AGAIN_MS);
  }
}

async function dataFrom(stack: Stack, domain: string, path: string): Promise<unknown> {
  const response = await fetch(new URL(path, stack.appUrl), {
    headers: {
      authorization: `Bearer ${stack.shopify.idToken(domain)}`,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36',
    },
    redirect: 'manual',
  });
  if (!response.ok) throw new CommandTrouble(`${path} answered HTTP ${String(response.status)}.`);
  return await response.json();
}
