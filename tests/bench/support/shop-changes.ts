import { setTimeout as wait } from 'node:timers/promises';
import { CommandTrouble } from '../../commands/trouble';
import type { LocalShopify } from '../../sandbox/local-shopify';
import type { OrderRecord } from '../../sandbox/store/records';
import { OpenPage, type Shown } from './open-page';
import type { RunningApp } from '../../commands/processes/running-app';

/** The run fails when Home does not show a change within this time. */
const PATIENCE_MS = 180_000;
const EVERY_MS = 1_000;

export interface ChangeTimes {
  /** of each change, until the page's reply shows it */
  milliseconds: number[];
  /** requests of the page for the version */
  asked: number;
}

/**
 * Makes one change a second in a shop whose Home is open, alternately a new order and a cancellation.
 * @param orders paid orders of the shop
 * @param enough whether this many changes are enough
 */
export async function changeAndWatch(
  app: RunningApp,
  shopify: LocalShopify,
  domain: string,
  orders: readonly OrderRecord[],
  enough: (changes: number) => boolean,
): Promise<ChangeTimes> {
  const page = new OpenPage(app, domain);
  const milliseconds: number[] = [];
  const waiting: { shown: Shown; at: number }[] = [];
  let first: Shown | null = null;
  const watching = page.open((shown) => {
    first ??= shown;
    const now = performance.now();
    for (let at = waiting.length - 1; at >= 0; at -= 1) {
      const change = waiting[at];
      if (change === undefined) continue;
      if (shown.read < change.shown.read || shown.cancelled < change.shown.cancelled) continue;
      milliseconds.push(now - change.at);
      waiting.splice(at, 1);
    }
  });
  const changing = async (): Promise<void> => {
    while (first === null) await wait(50);
    const expected = { ...first };
    for (let change = 0; !enough(change); change += 1) {
      const order = orders[change];
      if (order === undefined) throw new CommandTrouble('The shop has too few orders to change.');
      const begun = performance.now();
      if (change % 2 === 0) expected.read += 1;
      else expected.cancelled += 1;
      waiting.push({ shown: { ...expected }, at: begun });
      if (change % 2 === 0) shopify.orders(domain).put(another(order));
      else shopify.orders(domain).cancel(cancelled(order));
      await wait(Math.max(0, EVERY_MS - (performance.now() - begun)));
    }
    const latest = performance.now() + PATIENCE_MS;
    while (waiting.length > 0) {
      if (performance.now() > latest)
        throw new CommandTrouble(`${waiting.length} changes did not appear on Home.`);
      await wait(50);
    }
    page.close();
  };
  await Promise.all([changing(), watching]);
  return { milliseconds, asked: page.asked };
}

const NEW_IDS = 1_000_000_000;

/** A copy of the order, placed now. */
function another(order: OrderRecord): OrderRecord {
  const at = new Date().toISOString();
  return {
    ...order,
    id: order.id + NEW_IDS,
    name: `${order.name}-2`,
    ...{ createdAt: at, processedAt: at, updatedAt: at },
    lines: order.lines.map((line) => ({ ...line, id: line.id + NEW_IDS })),
  };
}

function cancelled(order: OrderRecord): OrderRecord {
  const at = new Date().toISOString();
  return { ...order, cancelledAt: at, updatedAt: at };
}
