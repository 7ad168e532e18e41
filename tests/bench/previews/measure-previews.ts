import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { RunningApp } from '../../commands/processes/running-app';
import { CommandTrouble } from '../../commands/trouble';
import type { BenchDatabase } from '../support/bench-database';
import { quiet } from './counted-shop';
import {
  DEFINITIONS,
  RECONCILE,
  ROLES,
  RULES,
  UNIT_COSTS,
  UNIT_COSTS_PAGE,
  type Door,
} from './doors';
import type { PreviewFigure } from './previews-figures';

/** A shop that has its numbers, and the app in which it is open. */
export interface Stand {
  app: RunningApp;
  db: BenchDatabase;
  domain: string;
  shopId: number;
}

/** Half of the time that the page waits between two questions. */
const AGAIN_MS = 250;
const PATIENCE_MS = 180_000;

/** Asks the door of each page what a change would do, some times each, one after the other. */
export async function measurePreviews(
  stand: Stand,
  rounds: number,
  say: (what: string) => void,
): Promise<PreviewFigure[]> {
  const products = await soldProducts(stand);
  const figures: PreviewFigure[] = [];
  const time = async (name: string, door: Door, fields: Record<string, string>) => {
    say(name);
    const took: number[] = [];
    let inBackground = false;
    for (let round = 0; round < rounds; round += 1) {
      // what an earlier round has left would be shown at once
      await stand.db.run('delete from preview_requests where shop_id = $1', [stand.shopId]);
      const asked = await untilCounted(stand, door, fields);
      took.push(asked.ms);
      inBackground ||= asked.inBackground;
    }
    figures.push({ name, ms: median(took), inBackground });
  };

  const rules = {
    loyalPurchases: { loyalPurchases: '4' },
    lapseDays: { lapseDays: '120' },
    minimumDiscount: { minimumDiscount: '12' },
    newcomersFrom: { newcomersFrom: daysAgo(700) },
  };
  for (const [name, fields] of Object.entries(rules)) await time(`rule: ${name}`, RULES, fields);
  await time('rules: these four at once', RULES, Object.assign({}, ...Object.values(rules)));
  await time('definitions: every order counts', DEFINITIONS, { counting: 'order' });
  for (const count of [1, 200])
    await time(
      `roles: ${String(count)} product${count === 1 ? '' : 's'}`,
      ROLES,
      Object.fromEntries(products.slice(0, count).map((id) => [`role.${id}`, 'trial'])),
    );
  await time('reconcile: a month', RECONCILE, { from: daysAgo(40), to: daysAgo(10) });
  await time('reconcile: a year', RECONCILE, { from: daysAgo(375), to: daysAgo(10) });
  const page = async (when: string) =>
    await time(`page of unit costs, ${when}`, UNIT_COSTS_PAGE, {});
  const costs = (count: number) =>
    Object.fromEntries(
      products.slice(0, count).flatMap((id) => [
        [`cost.${id}.0.0`, '700'],
        [`from.${id}.0.0`, ''],
      ]),
    );
  await page('before the first');
  for (const count of [20, 300])
    await time(`unit costs: ${String(count)} products, the first ones`, UNIT_COSTS, costs(count));
  await saveOneCost(stand, products.at(-1) ?? '');
  await page('after it');
  for (const count of [20, 300])
    await time(`unit costs: ${String(count)} products, later`, UNIT_COSTS, costs(count));
  return figures;
}

/** The shop's first own cost, by its page; then the numbers are counted with it. */
async function saveOneCost({ app, db, domain, shopId }: Stand, product: string): Promise<void> {
  const opened = await UNIT_COSTS.open(app, domain);
  await UNIT_COSTS.ask(app, domain, {
    ...opened,
    ...{ [`cost.${product}.0.0`]: '700', [`from.${product}.0.0`]: '', intent: 'save' },
  });
  await quiet(db, shopId);
}

/** From the form to the numbers, over as many questions as the open page asks; opening the page is not timed. */
async function untilCounted(
  { app, domain }: Stand,
  door: Door,
  fields: Record<string, string>,
): Promise<{ ms: number; inBackground: boolean }> {
  const opened = await door.open(app, domain);
  const from = performance.now();
  for (let asked = 0; performance.now() - from < PATIENCE_MS; asked += 1) {
    const again: Record<string, string> = asked > 0 ? { waits: '1' } : {};
    const state = door.stateOf(await door.ask(app, domain, { ...opened, ...fields, ...again }));
    if (state === 'counted') return { ms: performance.now() - from, inBackground: asked > 0 };
    if (state !== 'waiting')
      throw new CommandTrouble(`${door.path} counted nothing, but said: ${state}.`);
    await wait(AGAIN_MS);
  }
  throw new CommandTrouble(`${door.path} did not count within three minutes.`);
}

/** The products by what was sold of them: a merchant begins with these. */
async function soldProducts({ db, shopId }: Stand): Promise<string[]> {
  const { ids } = await db.one(
    z.object({ ids: z.array(z.string()) }),
    `select array_agg(product_id::text order by lines desc) as ids from (
       select product_id, count(*) as lines from order_lines where shop_id = $1 group by product_id) sold`,
    [shopId],
  );
  return ids;
}

const daysAgo = (days: number): string =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

function median(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
