import { z } from 'zod';
import { openBulkResult } from '../shopify/bulk.server';
import { ResultGone, Unavailable } from '../shopify/errors';
import { numericId } from '../shopify/gid';
import { raw, sql, type Tx } from '../store/db.server';
import type { ImportPart, Part } from '../store/imports';
import { costColumns, type Column } from './bulk-rows';
import { orLater, tryAgain } from './import-failure';
import { jsonLines, MalformedLine } from './json-lines';
import { StagingWriter } from './staging.server';

/** A part that cannot be read now, and as what it is tried again. */
export class NotSwept extends Error {
  override name = 'NotSwept';
  constructor(readonly part: ImportPart) {
    super('a bulk result was not read');
  }
}

const time = z.iso.datetime({ offset: true });
const order = z.object({
  id: z.string(),
  updatedAt: time,
  customer: z.object({ id: z.string() }).nullable(),
});
const customer = z.object({ id: z.string(), updatedAt: time });

/** Temporary tables, which end with the transaction that compares them. */
const SWEPT: Record<Part, { table: string; columns: string; row: (json: unknown) => Column[] }> = {
  orders: {
    table: 'swept_orders',
    columns: 'id bigint not null, updated_at timestamptz not null, customer_id bigint',
    row: (json) => {
      const { id, updatedAt, customer: owner } = order.parse(json);
      return [numericId(id), updatedAt, owner && numericId(owner.id)];
    },
  },
  customers: {
    table: 'swept_customers',
    columns: 'id bigint not null, updated_at timestamptz not null',
    row: (json) => {
      const { id, updatedAt } = customer.parse(json);
      return [numericId(id), updatedAt];
    },
  },
  costs: {
    table: 'swept_costs',
    columns:
      'variant_id bigint not null, product_id bigint not null, title text not null, unit_cost numeric',
    row: costColumns,
  },
};

/**
 * Streams a part's bulk result into its temporary table (`swept_orders`, `swept_customers`,
 * `swept_costs`) of the caller's transaction.
 * @throws NotSwept where a later try may do better
 */
export async function readSwept(tx: Tx, part: ImportPart, at: Date): Promise<void> {
  const { table, columns, row } = SWEPT[part.part];
  await tx.query(sql`create temp table ${raw(table)} (${raw(columns)}) on commit drop`);
  const { resultUrl } = part;
  // an empty result has no address
  if (resultUrl !== null) {
    const read = await orLater(part, 'ready', at, async () => {
      const lines = await copy(tx, table, row, await openBulkResult(resultUrl));
      if (lines < part.preparedLines)
        throw new Unavailable(`the result ended after ${lines} of ${part.preparedLines} lines`);
      return { ...part, state: 'staged' };
    }).catch((error: unknown) => {
      if (error instanceof ResultGone) return tryAgain(part, 'waiting', error.message, at);
      throw error;
    });
    if (read.state !== 'staged') throw new NotSwept(read);
  }
  await tx.query(sql`analyze ${raw(table)}`);
}

async function copy(
  tx: Tx,
  table: string,
  row: (json: unknown) => Column[],
  result: AsyncIterable<Uint8Array>,
): Promise<number> {
  const writer = new StagingWriter(tx, raw(table));
  let read = 0;
  try {
    for await (const lines of jsonLines(result)) {
      for (const { line, json } of lines) {
        read = line;
        const full = writer.write(columnsOf(row, json, line));
        if (full) await full;
      }
    }
    await writer.end();
    return read;
  } catch (error) {
    writer.destroy();
    throw error;
  }
}

function columnsOf(row: (json: unknown) => Column[], json: unknown, line: number): Column[] {
  try {
    return row(json);
  } catch {
    throw new MalformedLine(line, 'not what was asked for');
  }
}
