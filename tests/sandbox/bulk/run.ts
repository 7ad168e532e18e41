import { rm } from 'node:fs/promises';
import { fieldDenial } from '../oauth/access';
import type { Clock } from '../control/clock';
import type { Context } from '../resolvers/define';
import { adminSchema } from '../graphql/schema';
import type { Store } from '../store/store';
import type { BulkQuery } from './analyse';
import { compileRoots } from './compile';
import type { BulkFault } from './faults';
import { LineFile } from './line-file';
import { bulkLines } from './lines';
import type { BulkErrorCode, BulkRow, BulkStatus } from './rows';

export interface BulkRun {
  row: BulkRow;
  query: BulkQuery;
  fault: BulkFault | undefined;
  file: string;
  store: Store;
  clock: Clock;
  context: Context;
  objectsPerSecond: () => number;
  isClosed: () => boolean;
}

interface Progress {
  objects: number;
  roots: number;
  bytes: number;
}

type Outcome = { status: BulkStatus; errorCode: BulkErrorCode | null };

const COMPLETED: Outcome = { status: 'COMPLETED', errorCode: null };
const CANCELED: Outcome = { status: 'CANCELED', errorCode: null };
/** Objects between two checks of the clock and the cancellation, with a yield to other work. */
const STRIDE = 500;

/** Runs one operation to its end: writes the result to disk and the state to the store. */
export async function runBulkOperation(run: BulkRun): Promise<void> {
  const progress: Progress = { objects: 0, roots: 0, bytes: 0 };
  // The mutation that starts an operation must still return CREATED.
  await new Promise((resolve) => setImmediate(resolve));
  if (run.fault?.kind === 'queue') await run.fault.go;
  if (run.isClosed()) return;
  const outcome = isDenied(run)
    ? ({ status: 'FAILED', errorCode: 'ACCESS_DENIED' } as const)
    : await write(run, progress);
  if (outcome) end(run, progress, outcome);
}

/** @returns null when the process ends: a later process restarts the operation */
async function write(run: BulkRun, progress: Progress): Promise<Outcome | null> {
  const file = await LineFile.create(run.file);
  try {
    return await writeLines(run, progress, file);
  } catch (error) {
    // Shopify reports no cause; a developer needs it here.
    const cause = error instanceof Error ? error.stack : undefined;
    process.stderr.write(`bulk operation ${String(run.row.id)}: ${cause ?? String(error)}\n`);
    return { status: 'FAILED', errorCode: 'INTERNAL_SERVER_ERROR' };
  } finally {
    progress.bytes = await file.close();
    if (progress.objects === 0) await rm(run.file, { force: true });
  }
}

async function writeLines(
  run: BulkRun,
  progress: Progress,
  file: LineFile,
): Promise<Outcome | null> {
  const { query, context, fault } = run;
  const roots = compileRoots(query.operation.selectionSet, query.checked.fragments);
  const started = run.clock.milliseconds();
  let stop = await pause(run, progress, started);
  const lines = bulkLines(roots, context, run.row.groupObjects);
  while (!stop) {
    const limit = fault && 'afterObjects' in fault ? fault.afterObjects : Infinity;
    if (progress.objects >= limit) {
      stop = await meet(run, fault);
      break;
    }
    const next = lines.next();
    if (next.done) return COMPLETED;
    progress.objects += 1;
    if (next.value.isRoot) progress.roots += 1;
    const corrupt = fault?.kind === 'corrupt' && fault.line === progress.objects;
    const full = file.add(corrupt ? next.value.text.slice(0, -5) : next.value.text);
    if (full) await file.flush();
    if (fault?.kind === 'repeat' && progress.objects % fault.every === 0) file.add(next.value.text);
    if (progress.objects % STRIDE === 0) stop = await pause(run, progress, started);
  }
  return stop.outcome;
}

/** Yields to other work, keeps the simulated speed, and returns whether to stop. */
async function pause(
  run: BulkRun,
  progress: Progress,
  started: number,
): Promise<{ outcome: Outcome | null } | null> {
  run.store.run(
    `update bulk_operations set object_count = ?, root_object_count = ?,
       status = case status when 'CREATED' then 'RUNNING' else status end where id = ?`,
    ...[progress.objects, progress.roots, run.row.id],
  );
  await new Promise((resolve) => setImmediate(resolve));
  for (;;) {
    if (run.isClosed()) return { outcome: null };
    if (isCanceling(run)) return { outcome: CANCELED };
    const due = (progress.objects / run.objectsPerSecond()) * 1000;
    const early = due - (run.clock.milliseconds() - started);
    if (early <= 0) return null;
    await Promise.race([run.clock.sleep(early), tick()]);
  }
}

/** Applies an injected fault that is due. */
async function meet(
  run: BulkRun,
  fault: BulkFault | undefined,
): Promise<{ outcome: Outcome | null }> {
  if (fault?.kind === 'fail') {
    return { outcome: { status: 'FAILED', errorCode: fault.errorCode } };
  }
  if (fault?.kind === 'cancel') return { outcome: CANCELED };
  while (!run.isClosed() && !isCanceling(run)) await tick();
  return { outcome: run.isClosed() ? null : CANCELED };
}

/** Wakes a waiting operation regularly, to notice a cancellation or the end of the process. */
function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

function isCanceling(run: BulkRun): boolean {
  const row = run.store.get('select status from bulk_operations where id = ?', run.row.id);
  // Missing row: the shop was rebuilt while its operation ran.
  return row === undefined || row.status === 'CANCELING';
}

function isDenied(run: BulkRun): boolean {
  const { schema } = adminSchema();
  const grant = { scopes: run.context.scopes, level2Approved: run.context.shop.level2Approved };
  return run.query.selected.some(({ parentType, fieldName }) => {
    const type = schema.getType(parentType);
    const field = type && 'getFields' in type ? type.getFields()[fieldName] : undefined;
    return field !== undefined && 'args' in field && fieldDenial(parentType, field, grant) !== null;
  });
}

function end(run: BulkRun, progress: Progress, outcome: Outcome): void {
  run.store.run(
    `update bulk_operations set status = ?, error_code = ?, completed_at = ?, object_count = ?,
       root_object_count = ?, file_size = ?, has_file = ? where id = ?`,
    outcome.status,
    outcome.errorCode,
    Math.floor(run.clock.milliseconds() / 1000),
    progress.objects,
    progress.roots,
    progress.bytes,
    progress.objects > 0 && outcome.status !== 'CANCELED' ? 1 : 0,
    run.row.id,
  );
}
