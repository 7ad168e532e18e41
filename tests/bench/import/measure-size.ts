import { join } from 'node:path';
import type { EmbeddedPostgres } from '../../sandbox/postgres/embedded-postgres';
import type { Command } from '../../commands/command';
import { migrated } from '../../commands/database';
import { newKeys } from '../../commands/demo/demo-data';
import { BenchDatabase } from '../support/bench-database';
import { startBenchWorker } from '../support/bench-worker';
import { timeFiltered } from '../filters';
import { timeFloor } from './floor';
import { installedShop, timeImport, verifyImport, type ImportTimes } from './imported';
import { prepareShop } from './prepared-shop';
import { takeBack, untilAwake } from '../support/queue';
import { awaitSnapshot, timeAfterChange } from './snapshots';

/** The figures for a shop of one size. */
export interface SizeFigures extends ImportTimes {
  orders: number;
  lines: number;
  customers: number;
  costs: number;
  /** the size of the three results, in MB of 1,000,000 bytes */
  jsonlMb: number;
  floorSeconds: number;
  /** from the committed merge to the stored snapshot, with nothing computed before */
  snapshotSeconds: number;
  snapshotAfterChangeSeconds: number;
  /** a filtered view of nearly all customers, from its request on */
  filteredMs: number;
  /** the worker's peak, in MB of 1,000,000 bytes */
  peakRssMb: number;
}

export interface Bench {
  command: Command;
  postgres: EmbeddedPostgres;
  /** for the shop and the floor's files */
  folder: string;
  /** folder for the worker's logs */
  logs: string;
  /** start of the benchmark, which is the time of the last order */
  at: Date;
  say: (line: string) => void;
  /** a line that the next one replaces */
  hint: (text: string) => void;
}

/** Makes a shop of this many orders and takes every measurement. */
export async function measureSize(bench: Bench, orders: number): Promise<SizeFigures> {
  const { command, postgres, folder, logs, at, say, hint } = bench;
  const size = `${orders.toLocaleString('en')} orders`;
  hint(`${size}: making the shop …`);
  const prepared = await prepareShop(folder, orders, at, (made) => {
    hint(`${size}: making the shop … ${made.toLocaleString('en')}`);
  });
  command.atEnd(() => prepared.close());
  const { counts, results } = prepared;
  const jsonlMb = results.reduce((sum, { bytes }) => sum + bytes, 0) / 1_000_000;
  say(`${size}: ${jsonlMb.toFixed(0)} MB of JSONL are written`);

  const name = `bench_${orders}`;
  const databaseUrl = await migrated(postgres, name);
  // the server's role, because the worker's sees one shop at a time and may write no file on the server
  const db = await BenchDatabase.open(postgres.serverUrl(name));
  command.atEnd(() => db.close());
  const shopId = await installedShop(db, prepared, at);
  const around = {
    databaseUrl,
    shopifyUrl: prepared.url,
    // No process listens there: nothing is sent to the app's web process.
    appUrl: 'http://localhost:1',
    encryptionKeys: newKeys(),
  };

  const importer = startBenchWorker(command, around, join(logs, `import-${orders}.log`));
  await untilAwake(db, importer, shopId);
  hint(`${size}: importing …`);
  const times = await timeImport(db, importer, prepared, shopId, at);
  const merged = performance.now();
  say(`${size}: imported in ${times.importSeconds.toFixed(1)} s`);
  hint(`${size}: taking the snapshot …`);
  const numbers = await awaitSnapshot(db, importer, prepared, shopId, null);
  const snapshotSeconds = (performance.now() - merged) / 1000;
  const importerPeak = await importer.peakRssMb();
  await importer.stop();
  await takeBack(db, shopId);
  await verifyImport(db, prepared, shopId);
  say(`${size}: snapshot in ${snapshotSeconds.toFixed(1)} s`);

  const refresher = startBenchWorker(command, around, join(logs, `refresh-${orders}.log`));
  await untilAwake(db, refresher, shopId);
  const snapshotAfterChangeSeconds = await timeAfterChange(
    db,
    refresher,
    prepared,
    shopId,
    numbers,
  );
  const filteredMs = await timeFiltered(db, refresher, shopId);
  say(`${size}: filtered view in ${(filteredMs / 1000).toFixed(1)} s`);
  const refresherPeak = await refresher.peakRssMb();
  await refresher.stop();
  await takeBack(db, shopId);
  say(`${size}: snapshot after a change in ${snapshotAfterChangeSeconds.toFixed(1)} s`);

  hint(`${size}: copying the same rows …`);
  const floorSeconds = await timeFloor(db, folder);
  say(`${size}: the same rows copied in ${floorSeconds.toFixed(1)} s`);
  await db.close();
  await postgres.dropDatabase(name);
  await prepared.close();
  return {
    ...times,
    orders,
    lines: counts.lines,
    customers: counts.customers,
    costs: counts.costs,
    jsonlMb,
    floorSeconds,
    snapshotSeconds,
    snapshotAfterChangeSeconds,
    filteredMs,
    peakRssMb: Math.max(importerPeak, refresherPeak),
  };
}
