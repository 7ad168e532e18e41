import type { Readable } from 'node:stream';
import { z } from 'zod';
import { transaction, type ShopId, type Tx } from '../store/db.server';
import { costColumns, customerColumns, lineColumns, orderColumns, type Column } from './bulk-rows';
import { jsonLines, MalformedLine } from './json-lines';
import { freshStagingTable, stagingTable, StagingWriter, type Staged } from './staging.server';

export const PARTS = ['orders', 'customers', 'costs'] as const;
export type Part = (typeof PARTS)[number];

/** Which table takes a line, and how. */
type Router = (json: unknown) => { table: Staged; columns: Column[] };

const isChild = z.object({ __parentId: z.string() });

const ROUTERS: Record<Part, { tables: Staged[]; route: Router }> = {
  orders: {
    tables: ['orders', 'lines'],
    // children follow their order, but not at once: each goes to its own table, the merge joins them
    route: (json) =>
      isChild.safeParse(json).success
        ? { table: 'lines', columns: lineColumns(json) }
        : { table: 'orders', columns: orderColumns(json) },
  },
  customers: {
    tables: ['customers'],
    route: (json) => ({ table: 'customers', columns: customerColumns(json) }),
  },
  costs: { tables: ['costs'], route: (json) => ({ table: 'costs', columns: costColumns(json) }) },
};

/**
 * Reads one bulk result into its staging tables, line by line. What an earlier try left is dropped
 * first. `progress` hears the number of top-level objects read so far.
 * @returns lines read, and how many of them were top-level objects
 * @throws MalformedLine with the line's number; nothing outside staging has changed then
 */
export async function readPart(
  shop: ShopId,
  importId: number,
  part: Part,
  stream: Readable,
  progress: (objects: number) => void = () => undefined,
): Promise<{ lines: number; objects: number }> {
  const { tables, route } = ROUTERS[part];
  const main = tables[0];
  return await withConnections(tables.length, async (connections) => {
    const writers = new Map<Staged, StagingWriter>();
    for (const [at, table] of tables.entries()) {
      const tx = connections[at];
      if (tx === undefined) throw new Error('a staging table has no connection');
      await freshStagingTable(tx, shop, importId, table);
      writers.set(table, new StagingWriter(tx, stagingTable(shop, importId, table)));
    }
    let lines = 0;
    let objects = 0;
    for await (const batch of jsonLines(stream)) {
      for (const { line, json } of batch) {
        lines = line;
        const { table, columns } = routed(route, json, line);
        if (table === main) objects++;
        const full = writers.get(table)?.write(columns);
        if (full) await full;
      }
      progress(objects);
    }
    for (const writer of writers.values()) await writer.end();
    return { lines, objects };
  });
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

/** `count` transactions at once: COPY holds its connection until it ends. */
async function withConnections<T>(
  count: number,
  work: (connections: Tx[]) => Promise<T>,
  held: Tx[] = [],
): Promise<T> {
  if (held.length === count) return await work(held);
  return await transaction((tx) => withConnections(count, work, [...held, tx]));
}
