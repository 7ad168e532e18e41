import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { addDays } from '../../../app/metrics/calendar';
import { LocalShopify } from '../../sandbox/local-shopify';
import { openOrderExport, type OrderExportWorld } from '../../sandbox/worlds/order-export';
import { teaShop } from '../../sandbox/worlds/tea-shop';
import { instantInZone } from '../../sandbox/store/zoned-time';
import { languageOf } from '../language';
import type { ShopOrder } from '../processes/shop-messages';

const toldSchema = z.object({
  /** notes on the files that the shop is made of */
  notes: z.array(z.string()),
  /** milliseconds by which the shop's clock is ahead of the machine's, or behind it if negative */
  clockOffsetMs: z.number().int(),
});
type Told = z.output<typeof toldSchema>;

/**
 * Creates the file of a local Shopify with its shop, unless it exists. The file gets its name only when it is
 * complete, so that an interrupted load leaves no shop without some orders.
 */
export async function loadShop({ store, world }: ShopOrder): Promise<void> {
  if (existsSync(store)) return;
  const half = `${store}.new`;
  remove(half);
  const shopify = await LocalShopify.open({ path: half });
  try {
    if (world.kind === 'tea-shop') await shopify.addShop(teaShop({ until: new Date() }));
    else {
      const { files, timezone } = world;
      const language = languageOf(process.env);
      const opened = await openOrderExport(files, { timezone: timezone ?? undefined, language });
      try {
        writeFileSync(toldIn(store), JSON.stringify(toldOf(opened, language)));
        await shopify.addShop(opened);
      } finally {
        opened.close();
      }
    }
  } catch (error) {
    await shopify.close();
    remove(half);
    throw error;
  }
  await shopify.close();
  renameSync(half, store);
  rmSync(`${half}.bulk`, { recursive: true, force: true });
}

/**
 * The clock of a file's shop starts on the day of its last order and runs on, so that its tomorrow, the day
 * of the numbers, is the day after that order.
 */
function toldOf({ facts, shop, asOf }: OrderExportWorld, language: 'en' | 'ja'): Told {
  const { notes } = facts;
  if (facts.lastOrderAt === null) return { notes, clockOffsetMs: 0 };
  const begins = instantInZone(addDays(asOf, -1), shop.ianaTimezone);
  return { notes: [...notes, CLOCK[language](asOf)], clockOffsetMs: begins - Date.now() };
}

const CLOCK = {
  en: (day: string) =>
    `The numbers are as of ${day}, the day after the file's last order: the shop's clock starts on the day of that order.`,
  ja: (day: string) =>
    `数値は${day}時点（ファイルの最後の注文の翌日）です。ショップの時計は、その注文の日から進みます。`,
};

/** The notes stored when the shop was made, now or in an earlier run. */
export function toldOfShop(store: string): Told {
  const file = toldIn(store);
  if (!existsSync(file)) return { notes: [], clockOffsetMs: 0 };
  return toldSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function toldIn(store: string): string {
  return `${store}.told`;
}

function remove(store: string): void {
  for (const file of [store, `${store}-wal`, `${store}-shm`, `${store}.bulk`])
    rmSync(file, { recursive: true, force: true });
}
