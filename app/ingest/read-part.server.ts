import { z } from 'zod';
import { importRows } from '../operate/measures.server';
import { transaction, type ShopId } from '../store/db.server';
import type { Part } from '../store/imports';
import { costColumns, customerColumns, lineColumns, orderColumns, type Column } from './bulk-rows';
import { jsonLines, MalformedLine } from './json-lines';
import { OrderBatches, type Batches } from './order-batches.server';
import { dropStaging, type Staged } from './staging.server';
import { WholeTables } from './table-writer.server';

/** Which table takes a line, and how. */
type Router = (json: unknown) => { table: Staged; columns: Column[] };

/** Three million lines are asked: the schema of a line checks the rest. */
const isChild = (json: unknown) =>
  typeof json === 'object' && json !== null && '__parentId' in json;

const ROUTERS: Record<Part, { tables: Staged[]; route: Router }> = {
  orders: {
    tables: ['orders', 'lines'],
    // children follow their order, but not at once: each goes to its own table, the merge joins them
    route: (json) =>
      isChild(json)
        ? { table: 'lines', columns: lineColumns(json) }
        : { table: 'orders', columns: orderColumns(json) },
  },
  customers: {
    tables: ['customers'],
    route: (json) => ({ table: 'customers', columns: customerColumns(json) }),
  },
  costs: { tables: ['costs'], route: (json) => ({ table: 'costs', columns: costColumns(json) }) },
};

export interface ReadOptions {
  /** hears the number of top-level objects read so far */
  progress?: (objects: number) => void;
  /** where orders and lines are to be merged while others are still being read */
  batches?: Batches;
}

/**
 * Reads one bulk result into its staging tables, line by line. What an earlier try left is dropped
 * first.
 * @returns lines read, and how many of them were top-level objects
 * @throws MalformedLine with the line's number; nothing outside staging has changed then
 */
export async function readPart(
  shop: ShopId,
  importId: number,
  part: Part,
  result: AsyncIterable<Uint8Array>,
  { progress = () => undefined, batches }: ReadOptions = {},
): Promise<{ lines: number; objects: number }> {
  const { tables, route } = ROUTERS[part];
  await transaction((tx) => dropStaging(tx, shop, importId, [...tables, 'late']));
  const writers = batches
    ? new OrderBatches(shop, importId, batches)
    : new WholeTables(shop, importId, tables);
  try {
    let lines = 0;
    let objects = 0;
    for await (const piece of jsonLines(result)) {
      for (const { line, json } of piece) {
        lines = line;
        const { table, columns } = routed(route, json, line);
        if (table !== 'lines') objects++;
        const full = writers.write(table, columns);
        if (full) await full;
      }
      progress(objects);
    }
    await writers.end();
    importRows.inc({ part }, lines);
    return { lines, objects };
  } catch (error) {
    await writers.abandon(error);
    throw error;
  }
}

function routed(route: Router, json: unknown, line: number): ReturnType<Router> {
  try {
    return route(json);
  } catch (error) {
    if (error instanceof z.ZodError) {
      const [issue] = error.issues;
      throw new MalformedLine(line, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
    }
    throw new MalformedLine(line, error instanceof Error ? error.message : 'unreadable');
  }
}
