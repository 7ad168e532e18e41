import { z } from 'zod';
import { openBulkResult } from '../../shopify/bulk/bulk.server';
import { ResultGone, Unavailable } from '../../shopify/protocol/errors';
import { numericId } from '../../shopify/protocol/gid';
import { raw, sql, type InTurn } from '../../store/db.server';
import type { AuditKind } from '../../store/work/audits';
import type { ImportPart, Part } from '../../store/work/imports';
import { costColumns, customerColumns, type Column } from '../facts/bulk-rows';
import { orRetryLater, retryLater } from '../import/import-failure';
import { jsonLines, MalformedLine } from '../staging/json-lines';
import { Pieces } from '../staging/pieces.server';
import { copyRows, STAGING_COLUMNS } from '../staging/staging.server';

/** A part could not be read now; carries the part as it is retried. */
export class AuditPartNotRead extends Error {
  override name = 'AuditPartNotRead';
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

interface Read {
  table: string;
  columns: string;
  row: (json: unknown) => Column[];
}

/** Temporary tables of the connection that compares or merges them, by what each kind reads of a part. */
const TABLES: Record<AuditKind, Partial<Record<Part, Read>>> = {
  ids: {
    orders: {
      table: 'audited_orders',
      columns: 'id bigint not null, updated_at timestamptz not null, customer_id bigint',
      row: (json) => {
        const { id, updatedAt, customer: owner } = order.parse(json);
        return [numericId(id), updatedAt, owner && numericId(owner.id)];
      },
    },
    customers: {
      table: 'audited_customers',
      columns: 'id bigint not null, updated_at timestamptz not null',
      row: (json) => {
        const { id, updatedAt } = customer.parse(json);
        return [numericId(id), updatedAt];
      },
    },
  },
  costs: {
    costs: { table: 'audited_costs', columns: STAGING_COLUMNS.costs, row: costColumns },
  },
  tags: {
    customers: {
      table: 'audited_tags',
      columns: STAGING_COLUMNS.customers,
      row: customerColumns,
    },
  },
};

/** @throws Error for a part that audits of the kind do not have */
function readOf(kind: AuditKind, part: Part): Read {
  const read = TABLES[kind][part];
  if (read === undefined) throw new Error(`an audit of ${kind} has no part ${part}`);
  return read;
}

/**
 * Streams a part's bulk result into its temporary table on the caller's connection. No transaction is open
 * while the result comes.
 * @throws AuditPartNotRead where a retry may succeed
 */
export async function readAuditPart(
  inTurn: InTurn,
  kind: AuditKind,
  part: ImportPart,
  at: Date,
): Promise<void> {
  const read = readOf(kind, part.part);
  const { table, columns } = read;
  await inTurn((tx) => tx.query(sql`create temp table ${raw(table)} (${raw(columns)})`));
  const { resultUrl } = part;
  // an empty result has no address
  if (resultUrl !== null) {
    const next = await orRetryLater(part, 'ready', at, async () => {
      const lines = await copy(inTurn, read, await openBulkResult(resultUrl));
      if (lines < part.preparedLines)
        throw new Unavailable(`the result ended after ${lines} of ${part.preparedLines} lines`);
      return { ...part, state: 'staged' };
    }).catch((error: unknown) => {
      if (error instanceof ResultGone) return retryLater(part, 'waiting', error.message, at);
      throw error;
    });
    if (next.state !== 'staged') throw new AuditPartNotRead(next);
  }
  await inTurn((tx) => tx.query(sql`analyze ${raw(table)}`));
}

/** @returns the number of lines */
async function copy(
  inTurn: InTurn,
  { table, row }: Read,
  result: AsyncIterable<Uint8Array>,
): Promise<number> {
  const pieces = new Pieces((rows) => inTurn((tx) => copyRows(tx, raw(table), rows)));
  let read = 0;
  try {
    for await (const lines of jsonLines(result)) {
      for (const { line, json } of lines) {
        read = line;
        const full = pieces.write(columnsOf(row, json, line));
        if (full) await full;
      }
    }
    await pieces.end();
    return read;
  } finally {
    await pieces.settled();
  }
}

function columnsOf(row: (json: unknown) => Column[], json: unknown, line: number): Column[] {
  try {
    return row(json);
  } catch {
    throw new MalformedLine(line, 'not what was asked for');
  }
}
