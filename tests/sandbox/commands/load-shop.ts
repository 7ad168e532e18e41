import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { LocalShopify } from '../local-shopify';
import type { World } from '../records';
import { openOrderExport } from '../worlds/order-export';
import { teaShop } from '../worlds/tea-shop';
import { instantInZone } from '../zoned-time';
import { languageOf } from './language';
import type { ShopOrder } from './shop-messages';

const notesSchema = z.array(z.string());

/**
 * Makes the file of a local Shopify with its shop, unless it is there. It is made under another name
 * and renamed when it is whole, so that a load that dies halfway leaves no shop that lacks orders.
 * @param onProgress told how much is done, 0 to 1
 */
export async function loadShop(
  { store, world }: ShopOrder,
  onProgress: (fraction: number) => void,
): Promise<void> {
  if (existsSync(store)) return;
  const half = `${store}.new`;
  remove(half);
  const shopify = await LocalShopify.open({ path: half });
  try {
    if (world.kind === 'tea-shop') await shopify.addShop(teaShop({ until: new Date() }));
    else {
      const { files, timezone, asOf } = world;
      const opened = await openOrderExport(files, {
        timezone: timezone ?? undefined,
        language: languageOf(process.env),
        until: asOf === null ? undefined : (zone: string) => new Date(instantInZone(asOf, zone)),
        // Reading and checking the file is about half of it, writing the shop the other.
        onProgress: (fraction) => onProgress(fraction / 2),
      });
      try {
        writeFileSync(notesOf(store), JSON.stringify(opened.facts.notes));
        await shopify.addShop(
          watched(opened, opened.facts.orders, (fraction) => {
            onProgress(0.5 + fraction / 2);
          }),
        );
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

/** What is to be known of the files that the shop was made of, now or in an earlier run. */
export function shopNotes(store: string): string[] {
  const file = notesOf(store);
  return existsSync(file) ? notesSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}

function notesOf(store: string): string {
  return `${store}.notes`;
}

function watched(world: World, all: number, onProgress: (fraction: number) => void): World {
  return {
    ...world,
    async *orders() {
      let read = 0;
      for await (const order of world.orders()) {
        read += 1;
        if (read % 2_000 === 0) onProgress(read / all);
        yield order;
      }
    },
  };
}

function remove(store: string): void {
  for (const file of [store, `${store}-wal`, `${store}-shm`, `${store}.bulk`])
    rmSync(file, { recursive: true, force: true });
}
