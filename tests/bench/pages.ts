import { join } from 'node:path';
import { openBrowser } from '../e2e/browser/browser';
import { largeShop } from '../sandbox/worlds/large';
import { startStack } from '../support/processes/stack';
import { optionValues } from '../commands/option-values';
import { runCommand, type Command } from '../commands/command';
import { print } from '../commands/print';
import { numbersOf, quietQueue } from '../commands/screenshots/ready';
import { CommandTrouble } from '../commands/trouble';
import { PAGES } from './pages/measured-pages';
import { measureInBrowser } from './pages/in-browser';
import { measureLoaders } from './pages/loaders';
import {
  pagesFigures,
  pagesText,
  type PageFigures,
  type PagesFigures,
} from './pages/pages-figures';
import { ground } from './support/ground';
import { machine } from './support/machine';

const USAGE = `npm run bench:pages [-- options]    how fast the merchant's pages are, in a browser and at their loaders

  --orders N    orders of the shop whose pages are opened in a browser (30,000 when not given)
  --million N   orders of the large shop, whose loaders alone are measured (1,000,000; 0: none)
  --json        one JSON object on standard output, and nothing else there
  --help        this text`;

const MIDDLE = 'middle.myshopify.com';
const LARGE = 'large.myshopify.com';
const LANGUAGES = ['ja', 'en'] as const;

/** `npm run bench:pages`: opens every page in both languages, and times its data in a small and a large shop. */
async function bench(command: Command): Promise<void> {
  const { orders, million, json, help } = optionValues(process.argv.slice(2), USAGE, {
    orders: { type: 'string', default: '30000' },
    million: { type: 'string', default: '1000000' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  });
  if (help === true) {
    await print(USAGE);
    return;
  }
  const figures = await measure(command, whole('--orders', orders), whole('--million', million));
  await print(json === true ? JSON.stringify(figures) : pagesText(figures));
}

async function measure(command: Command, orders: number, million: number): Promise<PagesFigures> {
  const stand = await ground(command, 'bench_pages');
  const { shown, own } = stand;
  const serverUrl = own.postgres.serverUrl('bench_pages');
  shown.say('Making the shops …');
  const until = new Date();
  const middle = largeShop({ orders, until, domain: MIDDLE });
  const large = largeShop({ orders: million, until, domain: LARGE, seed: 'another' });
  const worlds = [
    middle,
    ...(million === 0 ? [] : [{ ...large, shop: { ...large.shop, id: large.shop.id + 1 } }]),
  ];
  const stack = await startStack(stand.databaseUrl, worlds, join(own.folder, 'shopify.sqlite'));
  command.atEnd(async () => {
    await stack[Symbol.asyncDispose]();
  });
  const browser = await openBrowser();
  command.atEnd(() => browser.close());

  shown.say('Importing the shops …');
  await numbersOf(browser, stack, serverUrl);
  const small = await measureLoaders(stack, MIDDLE, (what) => shown.say(what));
  const inBrowser = new Map<string, Awaited<ReturnType<typeof measureInBrowser>>>();
  for (const locale of LANGUAGES)
    for (const page of PAGES) {
      shown.say(`${page.path} in ${locale} …`);
      inBrowser.set(
        `${page.path} ${locale}`,
        await measureInBrowser(browser, stack, 'middle', { page, locale }),
      );
    }
  const atMillion = million === 0 ? null : await largeShopOf();

  const pages = LANGUAGES.flatMap((locale) =>
    PAGES.map((page): PageFigures => {
      const seen = inBrowser.get(`${page.path} ${locale}`);
      const own = small.get(page.path);
      if (seen === undefined || own === undefined) throw new Error(`${page.path} was not measured`);
      const there = atMillion?.get(page.path);
      return {
        ...{ path: page.path, locale, ...seen, loaderP95Ms: own.p95Ms },
        loaderP95MsAtMillion: there?.p95Ms ?? null,
        ...{ filteredMs: own.filteredMs, filteredMsAtMillion: there?.filteredMs ?? null },
        comparedMs: own.comparedMs,
      };
    }),
  );
  return pagesFigures({ orders, million, pages, machine: await machine(stand.databaseUrl) });

  async function largeShopOf() {
    const { page } = await browser.open();
    await page.goto(`${stack.shellUrl}/store/large/apps/omega`);
    await quietQueue(serverUrl);
    await page.context().close();
    return await measureLoaders(stack, LARGE, (what) => shown.say(what));
  }
}

function whole(name: string, text: string): number {
  if (/^\d{1,8}$/.test(text)) return Number(text);
  throw new CommandTrouble(`${name} ${text} is wrong; expected a whole number.`);
}

await runCommand(bench, 130);
