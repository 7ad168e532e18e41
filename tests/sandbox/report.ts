import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '../../app/metrics/snapshot';
import { startWorker } from './commands/app-processes';
import { ensureBuilt } from './commands/build';
import { runCommand, type Command } from './commands/command';
import { commandPostgres } from './commands/database';
import { dataFolder, newKeys } from './commands/demo-data';
import { reportOptions, type ReportOptions } from './commands/options';
import { reportDatabase } from './commands/report/database';
import { loadApp } from './commands/report/app';
import { awaitNumbers } from './commands/report/numbers';
import { progress } from './commands/report/progress';
import { reportText } from './commands/report/text';
import { wordsFor } from './commands/report/words';
import { serveShop } from './commands/shop-process';
import { print } from './commands/print';

/** `npm run report`: an order export through the whole app, without a browser. */
async function report(command: Command): Promise<void> {
  const options = reportOptions(process.argv.slice(2));
  if ('help' in options) {
    await print(options.help);
    return;
  }
  const shown = progress(process.stderr);
  command.atEnd(() => shown.clear());
  const snapshot = await measured(command, options, (text) => shown.say(text));
  shown.clear();
  await print(
    options.json
      ? JSON.stringify(snapshot, null, 1)
      : reportText(snapshot, wordsFor(process.env)).join('\n'),
  );
}

async function measured(
  command: Command,
  options: ReportOptions,
  say: (text: string) => void,
): Promise<Snapshot> {
  const folder = mkdtempSync(join(tmpdir(), 'omega-report-'));
  command.atEnd(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const logs = join(dataFolder, 'report-logs');
  mkdirSync(logs, { recursive: true });
  // Nobody listens there: the report has no browser, and webhooks only save waiting.
  const appUrl = 'http://localhost:1';

  say('Reading the file …');
  const shop = serveShop(
    command,
    {
      store: join(folder, 'shopify.sqlite'),
      port: 0,
      appUrl,
      world: {
        kind: 'order-export',
        file: options.orders,
        timezone: options.timezone,
        asOf: options.asOf,
      },
    },
    join(logs, 'shopify.log'),
    (fraction) => say(`Reading the file … ${Math.floor(fraction * 100)} %`),
  );
  const database = command.beside(
    commandPostgres(command, dataFolder, say).then((postgres) => reportDatabase(command, postgres)),
  );
  const built = ensureBuilt('processes', command.processes);
  // A bad file is said at once; the rest need not be ready for it.
  const served = await shop;
  const [databaseUrl] = await Promise.all([database, built]);

  const around = { databaseUrl, shopifyUrl: served.url, appUrl, encryptionKeys: newKeys() };
  say('Installing the app …');
  startWorker(command, around, join(logs, 'worker.log'));
  const app = await loadApp(served, around);
  command.atEnd(() => app.close());
  await app.install();
  return await awaitNumbers(databaseUrl, served.timezone, options.asOf, app.askFor, (done) => {
    say(
      done.read === 0
        ? `Shopify prepares the orders … ${done.prepared} of ${served.orders}`
        : `Importing … ${done.read} of ${served.orders} orders`,
    );
  });
}

await runCommand(report, 130);
