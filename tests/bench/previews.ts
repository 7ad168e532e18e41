import { join } from 'node:path';
import { runCommand, type Command } from '../commands/command';
import { optionValues } from '../commands/option-values';
import { print } from '../commands/print';
import { CommandTrouble } from '../commands/trouble';
import { LocalShopify } from '../sandbox/local-shopify';
import { largeShop } from '../sandbox/worlds/large';
import { countedShop } from './previews/counted-shop';
import { measurePreviews } from './previews/measure-previews';
import { previewsText, type PreviewsFigures } from './previews/previews-figures';
import { ground, startApp } from './support/ground';
import { machine } from './support/machine';

const USAGE = `npm run bench:previews [-- options]    how soon the pages of settings say what a change would do

  --orders N    orders of the shop, two lines each; several times for several shops (30,000 and 1,000,000 when not given)
  --rounds N    times that each is asked; the median is printed (3 when not given)
  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

const FEWEST = 1_000;
/** More than any form of unit costs has at once. */
const PRODUCTS = 600;

/** `npm run bench:previews`: asks the doors of the built app, one preview at a time, with nothing else running. */
async function bench(command: Command): Promise<void> {
  const { orders, rounds, json, help } = optionValues(process.argv.slice(2), USAGE, {
    orders: { type: 'string', multiple: true, default: ['30000', '1000000'] },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (help === true) {
    await print(USAGE);
    return;
  }
  const sizes = orders.map((own) => whole('--orders', own, FEWEST));
  const figures = await measure(command, sizes, whole('--rounds', rounds, 1));
  await print(json === true ? JSON.stringify(figures) : previewsText(figures));
}

async function measure(
  command: Command,
  sizes: readonly number[],
  rounds: number,
): Promise<PreviewsFigures> {
  const stand = await ground(command, 'bench_previews');
  const { shown, own } = stand;
  const shopify = await LocalShopify.open({ path: join(own.folder, 'shopify.sqlite') });
  command.atEnd(() => shopify.close());
  const app = await startApp(command, stand, shopify);
  const shops: PreviewsFigures['shops'] = [];
  for (const [at, orders] of sizes.entries()) {
    const size = `${orders.toLocaleString('en')} orders`;
    shown.say(`${size}: making the shop …`);
    const domain = `previews-${String(at)}.myshopify.com`;
    const world = largeShop({ orders, until: new Date(), domain, products: PRODUCTS });
    await shopify.addShop({ ...world, shop: { ...world.shop, id: world.shop.id + at } });
    shown.say(`${size}: importing …`);
    await app.install(domain);
    const { shopId, countMs } = await countedShop(stand.db, domain);
    const figures = await measurePreviews({ app, db: stand.db, domain, shopId }, rounds, (what) =>
      shown.say(`${size}: ${what} …`),
    );
    shops.push({ orders, countMs, figures });
  }
  return { shops, rounds, machine: await machine(stand.databaseUrl) };
}

function whole(name: string, text: string, least: number): number {
  if (/^\d{1,8}$/.test(text) && Number(text) >= least) return Number(text);
  throw new CommandTrouble(`${name} ${text} is wrong; expected a whole number from ${least} on.`);
}

await runCommand(bench, 130);
