import { z } from 'zod';
import { log } from '../../log.server';
import { importRows } from '../../operate/process-metrics.server';
import {
  confirmationHash,
  type ConfirmationHash,
} from '../../store/secrets/confirmation-numbers.server';
import { transaction, untilCrash, withShop, type ShopId } from '../../store/db.server';
import type { Part } from '../../store/work/imports';
import { OutOfBounds } from '../facts/bounds';
import {
  costColumns,
  customerColumns,
  lineColumns,
  orderColumns,
  type Column,
} from '../facts/bulk-rows';
import { jsonLines, MalformedLine, type JsonLine } from '../staging/json-lines';
import { OrderBatches, type Batches } from './order-batches.server';
import { REFUSED, type SetApart } from '../merge/set-apart.server';
import { dropStaging, type RefusedRow, type StagingTable } from '../staging/staging.server';
import { WholeTables } from '../staging/table-writer.server';
import { untilAborted } from '../staging/until-aborted';

/** The table and the columns of a parsed line. */
type Router = (
  json: unknown,
  hashOf: ConfirmationHash,
) => { table: StagingTable; columns: Column[] };

/** Only looks at one key, because it runs for three million lines; the schema of a line checks the rest. */
const isChild = (json: unknown) =>
  typeof json === 'object' && json !== null && '__parentId' in json;

const ROUTERS: Record<Part, { tables: StagingTable[]; route: Router }> = {
  orders: {
    tables: ['orders', 'lines'],
    // lines follow their order, but not at once: the merge joins them
    route: (json, hashOf) =>
      isChild(json)
        ? { table: 'lines', columns: lineColumns(json) }
        : { table: 'orders', columns: orderColumns(json, hashOf) },
  },
  customers: {
    tables: ['customers'],
    route: (json) => ({ table: 'customers', columns: customerColumns(json) }),
  },
  costs: { tables: ['costs'], route: (json) => ({ table: 'costs', columns: costColumns(json) }) },
};

export interface ReadOptions {
  /** called with the number of top-level objects read so far */
  progress?: (objects: number) => void;
  /** where batches of orders and lines are merged while others are read */
  batches?: Batches | undefined;
  /** collects the orders that no table holds */
  apart?: SetApart | undefined;
  /** PostgreSQL refused a row before: check each row and skip the refused ones */
  checked?: boolean;
  /** ends the reading with its reason, also during a wait for the next piece */
  signal?: AbortSignal;
}

/**
 * Reads one bulk result into its staging tables, line by line, after dropping what an earlier try left. Skips
 * values that no table holds: their orders go to `apart`, other rows are counted in the log.
 * @returns lines read, and how many of them were top-level objects
 * @throws MalformedLine with the line's number; nothing outside staging has changed then
 */
export async function readPart(
  shop: ShopId,
  importId: number,
  part: Part,
  result: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): Promise<{ lines: number; objects: number }> {
  const { signal } = options;
  const bytes = signal ? untilAborted(signal, result) : result;
  return await readLines(shop, importId, part, jsonLines(bytes), options);
}

/**
 * Reads parsed objects of a bulk result into staging, piece by piece.
 * @param pieces may make each object when it is iterated
 */
export async function readLines(
  shop: ShopId,
  importId: number,
  part: Part,
  pieces: AsyncIterable<Iterable<JsonLine>>,
  { progress = () => undefined, batches, apart, checked = false }: Omit<ReadOptions, 'signal'> = {},
): Promise<{ lines: number; objects: number }> {
  const { tables, route } = ROUTERS[part];
  const hashOf = await withShop(shop, (tx) => confirmationHash(tx, shop));
  const own = (json: unknown) => route(json, hashOf);
  await transaction((tx) => dropStaging(tx, shop, importId, [...tables, 'late']));
  const writers = batches
    ? new OrderBatches(shop, importId, batches)
    : new WholeTables(shop, importId, tables, checked);
  try {
    return await untilCrash(async (stillUp) => {
      let lines = 0;
      let objects = 0;
      const leftOut = new LeftOut(apart);
      for await (const piece of pieces) {
        for (const { line, json } of piece) {
          lines = line;
          const row = routed(own, json, line, leftOut);
          if (row?.table !== 'lines') objects++;
          if (row === null) continue;
          const full = writers.write(row.table, row.columns);
          if (full) await full;
        }
        progress(objects);
      }
      for (const row of await writers.end()) leftOut.refused(row);
      leftOut.log(shop, part);
      importRows.inc({ part }, lines);
      await stillUp();
      return { lines, objects };
    });
  } catch (error) {
    await writers.abandon();
    throw error;
  }
}

/** The row of a line; null for one to skip. */
function routed(
  route: (json: unknown) => ReturnType<Router>,
  json: unknown,
  line: number,
  leftOut: LeftOut,
): ReturnType<Router> | null {
  try {
    const row = route(json);
    return leftOut.hasOrder(row) ? null : row;
  } catch (error) {
    if (error instanceof OutOfBounds) {
      leftOut.add(error, line);
      return null;
    }
    if (error instanceof z.ZodError) {
      const [issue] = error.issues;
      throw new MalformedLine(line, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    }
    if (error instanceof MalformedLine) throw error;
    throw new MalformedLine(line, error instanceof Error ? error.message : 'unreadable');
  }
}

/** Rows of one reading that no table holds. */
class LeftOut {
  private readonly fields = new Map<string, number>();

  constructor(private readonly apart: SetApart | undefined) {}

  add(error: OutOfBounds, line: number): void {
    if (this.apart === undefined) this.count(error.field);
    else this.apart.add(error, line);
  }

  /** @param row that PostgreSQL refused; the first column of an order or a line is the order's id */
  refused({ id, name }: RefusedRow): void {
    if (this.apart === undefined) this.count(REFUSED);
    else this.apart.addId(id, { name });
  }

  /** Whether the row belongs to an order set apart. Its first column is the order's id. */
  hasOrder({ columns }: ReturnType<Router>): boolean {
    return this.apart !== undefined && this.apart.size > 0 && this.apart.has(columns[0] ?? '');
  }

  log(shop: ShopId, part: Part): void {
    if (this.fields.size > 0)
      log.warn(
        { shop, part, fields: Object.fromEntries(this.fields) },
        'rows out of bounds are left out',
      );
  }

  private count(field: string): void {
    this.fields.set(field, (this.fields.get(field) ?? 0) + 1);
  }
}
