import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { Beside } from '../../support/processes/beside';
import { ensureBuilt } from '../../support/processes/ensure-built';
import { runCommand, type Command } from '../../commands/command';
import { migrated } from '../../commands/database';
import { ownPostgres } from '../../commands/processes/own-postgres';
import { print } from '../../commands/print';
import { RunningApp } from '../../commands/processes/running-app';
import { LocalShopify } from '../../sandbox/local-shopify';
import { youngShop } from '../../sandbox/worlds/young';

/** Of a new database. */
const SHOP = 1;

/** The first shop's rows alone, whatever roles this release has. */
function asTheShop(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `-c app.shop_id=${SHOP}`);
  return String(url);
}

/** Every fourth order is answered: all scores, reasons and places. */
const ANSWERS = `
  insert into survey_answers (shop_id, order_id, score, reason, comment, source, language, answered_at, changed_at)
  select shop_id, id, score, case when score <= 6 then 'product' end, 'a word', (array['thank_you', 'link'])[1 + id % 2], 'ja', at, at
  from (select *, id / 4 % 11 as score, processed_at + interval '1 hour' as at from orders where id % 4 = 0) answered`;
const VIEWS = `
  insert into survey_views (shop_id, order_id, source, shown_at, dismissed_at)
  select shop_id, id, 'thank_you', processed_at + interval '1 hour', case when id % 4 = 2 then processed_at + interval '2 hours' end
  from orders where id % 2 = 0`;

/**
 * Counts the numbers of a made-up shop with the code of the current tree, built as in production, and
 * writes the shop and its snapshots as that release stores them.
 */
async function write(command: Command): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const [file = '', release = ''] = positionals;
  if (file === '' || release === '')
    throw new Error('usage: node --import tsx tests/ui/last-release/write.ts FILE COMMIT');
  for (const part of ['web', 'processes'] as const) await ensureBuilt(part, command.processes);
  const own = await command.beside(ownPostgres());
  command.atEnd(() => own.remove());
  const databaseUrl = await migrated(own.postgres, 'last_release');
  const shopify = await LocalShopify.open({ path: ':memory:' });
  command.atEnd(() => shopify.close());
  const world = youngShop({ until: new Date() });
  await shopify.addShop(world);
  const { url: shopifyUrl } = await shopify.listen();
  const folder = join(own.folder, 'logs');
  mkdirSync(folder);
  const app = await RunningApp.start({ databaseUrl, shopify, shopifyUrl, folder });
  command.atEnd(() => app.kill());
  await app.install(world.shop.domain);
  const beside = Beside.open(asTheShop(databaseUrl));
  command.atEnd(() => beside.close());
  const client = new pg.Client({ connectionString: asTheShop(databaseUrl) });
  await client.connect();
  command.atEnd(() => client.end());
  await beside.idle('the shop is imported');
  for (const statement of [
    ANSWERS,
    VIEWS,
    'delete from books',
    'update snapshots set stale = true',
  ])
    await client.query(statement);
  for (const job of ['snapshot.refresh', 'snapshot.stale']) await beside.ask(job, { shopId: SHOP });
  await beside.idle('its numbers know the answers');
  const { rows } = await client.query<{ kept: { snapshots: unknown[] } }>(
    `select json_build_object(
       'shop', (select json_build_object('currency', currency, 'timezone', timezone, 'name', name) from shops where id = $1),
       'at', (select max(computed_at) from snapshots),
       'snapshots', (select json_agg(to_jsonb(snapshots) - 'shop_id' order by as_of) from snapshots)) as kept`,
    [SHOP],
  );
  const kept = { release, ...rows[0]?.kept };
  const packed = gzipSync(JSON.stringify(kept), { level: 9 });
  writeFileSync(file, packed);
  await print(`${String(kept.snapshots?.length)} snapshots, ${packed.length} bytes`);
}

await runCommand(write, 130);
