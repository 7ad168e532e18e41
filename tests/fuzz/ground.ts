import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { API_SECRET } from '../sandbox/oauth/app-identity';
import { appDeclaration } from '../sandbox/webhooks/app-declaration';
import { projectFolder } from '../support/processes/ensure-built';
import type { Command } from '../commands/command';
import { migrated } from '../commands/database';
import { ownPostgres } from '../commands/processes/own-postgres';
import { measured, type ProcessFigures } from '../commands/processes/process-figures';
import { RunningApp } from '../commands/processes/running-app';
import { LocalShopify } from '../sandbox/local-shopify';
import type { World } from '../sandbox/store/records';
import { teaShop } from '../sandbox/worlds/tea-shop';
import { allDoors, fieldNames } from '../support/doors/doors';
import type { Secret } from '../support/doors/leaks';
import type { Grounds } from './requests';

/** The running app that is fuzzed, with three shops whose numbers are there. */
export interface Ground {
  app: RunningApp;
  grounds: Grounds;
  /** where the web process listens */
  port: number;
  /** what no answer may say, to whom */
  secretsFrom(signedIn: string | null): Secret[];
  /** what the web process holds, once what nothing needs any more was given back */
  memory(): Promise<ProcessFigures>;
}

const SHOPS: Grounds['shops'] = [
  'asagao-7391.myshopify.com',
  'kikyo-5528.myshopify.com',
  'harmed-1164.myshopify.com',
];
/** Half a minute for three small shops on a busy machine, and then some. */
const IMPORT_MS = 180_000;

export async function openGround(command: Command): Promise<Ground> {
  const own = await command.beside(ownPostgres());
  command.atEnd(() => own.remove());
  const databaseUrl = await migrated(own.postgres, 'fuzz');
  const shopify = await LocalShopify.open({ path: ':memory:' });
  command.atEnd(() => shopify.close());
  for (const [at, domain] of SHOPS.entries()) await shopify.addShop(marked(domain, at));
  const { url: shopifyUrl } = await shopify.listen();
  const figured = await measured();
  const app = await RunningApp.start({
    ...{ databaseUrl, shopify, shopifyUrl, folder: own.folder },
    ...{ env: figured.env, webImports: figured.webImports },
  });
  command.atEnd(() => app.kill());
  for (const domain of SHOPS) await app.install(domain);
  await numbersThere(own.postgres.serverUrl('fuzz'));
  return {
    app,
    grounds: {
      doors: allDoors(),
      names: fieldNames(),
      words: wordsOf(),
      shops: SHOPS,
      topics: appDeclaration().subscriptions,
    },
    port: Number(new URL(app.urls[0] ?? '').port),
    secretsFrom: (signedIn) => [
      { what: "the app's secret", text: API_SECRET },
      { what: "the database's password", text: new URL(databaseUrl).password },
      ...SHOPS.filter((shop) => shop !== signedIn).map((shop) => ({
        what: "another shop's products",
        text: markOf(shop),
      })),
    ],
    memory: async () => await figured.figures(true),
  };
}

/** What stands in the names of a shop's products, and nowhere else. */
const markOf = (domain: string): string => `mark-${[...domain].reverse().join('').slice(-6)}`;

/** A small shop whose products can be told from another shop's. */
function marked(domain: string, at: number): World {
  const days = { days: 70, customers: 60, daysBeforeShopify: 0 };
  const world = teaShop({ until: new Date(), domain, seed: domain, ...days });
  return {
    ...world,
    shop: { ...world.shop, id: 501 + at },
    *products() {
      for (const product of world.products())
        yield { ...product, title: `${product.title} ${markOf(domain)}` };
    },
  };
}

/** Until every shop has its numbers: pages that have nothing to say find nothing to leak. */
async function numbersThere(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const until = Date.now() + IMPORT_MS;
  for (;;) {
    const { rows } = await client.query<{ shops: number }>(
      'select count(distinct shop_id)::int as shops from snapshots',
    );
    if (rows[0]?.shops === SHOPS.length) break;
    if (Date.now() > until) throw new Error('the shops were not imported');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await client.end();
}

/** Short words in quotes in the doors' own sources: what their fields may hold. */
function wordsOf(): string[] {
  const routes = join(projectFolder, 'app/routes');
  const words = readdirSync(routes, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(join(routes, file), 'utf8').matchAll(/'([\w/-]{2,24})'/g)])
    .map(([, word = '']) => word);
  return [...new Set([...words, '2026-10-01', '1', '0'])].sort();
}
