import type { ShownNumber } from '../../app/metrics/shown';
import type { Snapshot } from '../../app/metrics/snapshot';
import { LTV_NUMBERS } from '../../app/ui/ltv/numbers';
import { appEnvironment } from './processes/app-processes';
import { runCommand, type Command } from './command';
import { commandPostgres } from './database';
import { languageOf } from './language';
import { dataFolder, newKeys } from './demo/demo-data';
import { reportOptions, type ReportOptions } from './options';
import { POSTGRES_SETTINGS, reportDatabase } from './report/database';
import { progressOf } from './report/progress';
import { reportText } from './report/text';
import { wordsFor } from './report/words';
import { print } from './print';
import { openOrderExport } from '../sandbox/worlds/order-export';
import { instantInZone } from '../sandbox/store/zoned-time';

/** `npm run report`: runs an order export through the app's merge and metrics, without Shopify and a browser. */
async function report(command: Command): Promise<void> {
  const options = reportOptions(process.argv.slice(2));
  if ('help' in options) {
    await print(options.help);
    return;
  }
  const shown = progressOf(command);
  const words = wordsFor(process.env);
  const { snapshot, details, numbers, notes, lastOrderAt } = await measured(
    command,
    options,
    (text) => shown.say(text),
  );
  shown.clear();
  await print(
    options.json
      ? JSON.stringify({ ...snapshot, ...details, notes }, null, 1)
      : reportText(snapshot, numbers, words, [
          ...(lastOrderAt === null
            ? [words.noOrders]
            : options.asOf === null
              ? [words.afterLastOrder]
              : []),
          ...notes,
        ]).join('\n'),
  );
}

interface Measured {
  snapshot: Snapshot;
  /** of `--json` alone */
  details: Record<string, unknown> | null;
  numbers: ShownNumber[];
  notes: string[];
  lastOrderAt: string | null;
}

async function measured(
  command: Command,
  { orders: files, timezone, asOf, newcomersFrom, json }: ReportOptions,
  say: (text: string) => void,
): Promise<Measured> {
  say('Reading the file …');
  const database = command.beside(
    commandPostgres(command, dataFolder, say, POSTGRES_SETTINGS).then((postgres) =>
      reportDatabase(command, postgres),
    ),
  );
  // A bad file is reported before a failure of the database.
  database.catch(() => undefined);
  const world = await openOrderExport(files, {
    timezone: timezone ?? undefined,
    language: languageOf(process.env),
    until: asOf === null ? undefined : (zone) => new Date(instantInZone(asOf, zone)),
    onProgress: (fraction) => say(`Reading the file … ${Math.floor(fraction * 100)} %`),
  });
  command.atEnd(() => world.close());
  say('Counting …');
  const databaseUrl = await database;
  Object.assign(process.env, environment(databaseUrl));
  // Imported here, because the app reads its environment when it is loaded.
  const { cohortGrids, countShop, curveSplits, groupsAndMoves, leaveDatabase, nextProducts } =
    await import('./report/count');
  const { numbersAt } = await import('../../app/metrics/shown');
  command.atEnd(leaveDatabase);
  const { orders, notes, lastOrderAt } = world.facts;
  const { shop, snapshot } = await countShop(
    world,
    asOf ?? world.asOf,
    { newcomersFrom },
    (counted) => {
      if (counted % 1_000 === 0) say(`Counting … ${counted} of ${orders} orders`);
    },
  );
  const details = json
    ? {
        cohortGrids: await cohortGrids(shop, snapshot),
        splits: await curveSplits(shop, snapshot),
        ...(await nextProducts(shop, snapshot)),
        ...(await groupsAndMoves(shop, snapshot)),
      }
    : null;
  return { snapshot, details, numbers: numbersAt(snapshot, LTV_NUMBERS), notes, lastOrderAt };
}

/** The app's environment in this process, which neither Shopify nor a browser reaches. */
function environment(databaseUrl: string): Record<string, string> {
  const around = { databaseUrl, shopifyUrl: '', appUrl: 'http://localhost:1' };
  return { ...appEnvironment({ ...around, encryptionKeys: newKeys() }), LOG_LEVEL: 'silent' };
}

await runCommand(report, 130);
