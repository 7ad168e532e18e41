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

/** The running app under test, with three shops that have snapshots. */
export interface Ground {
  app: RunningApp;
  grounds: Grounds;
  /** where the web process listens */
  port: number;
  /** texts that no reply to this sender may contain */
  secretsFrom(signedIn: string | null): Secret[];
  /** memory of the web process after garbage collection */
  memory(): Promise<ProcessFigures>;
}

const SHOPS: Grounds['shops'] = [
  'asagao-7391.myshopify.com',
  'kikyo-5528.myshopify.com',
  'harmed-1164.myshopify.com',
];
/** Three small shops take half a minute on a busy machine; this leaves a margin. */
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

/** A mark that only the names of this shop's products contain. */
const markOf = (domain: string): string => `mark-${[...domain].reverse().join('').slice(-6)}`;

/** A small shop whose product names carry its mark. */
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

/** Waits until every shop has a snapshot: empty pages have nothing to leak. */
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

/** Short quoted words in the doors' sources, which are likely field values. */
function wordsOf(): string[] {
  const routes = join(projectFolder, 'app/routes');
  const words = readdirSync(routes, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) => [...readFileSync(join(routes, file), 'utf8').matchAll(/'([\w/-]{2,24})'/g)])
    .map(([, word = '']) => word);
  return [...new Set([...words, '2026-10-01', '1', '0'])].sort();
}
