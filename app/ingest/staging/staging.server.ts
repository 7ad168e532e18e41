import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import { one, raw, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { stagingTables } from '../../store/shops/shop-rows.server';
import type { Column } from '../facts/bulk-rows';

/**
 * Staging: tables of one import, unlogged (after a crash they are empty, and the import reads again) and
 * dropped after the merge. COPY is the fastest way into PostgreSQL, but tables with row-level security do not
 * allow it. A table that another transaction uses, such as a long pg_dump, does not block the import: it is
 * emptied where the import needs it empty, and otherwise dropped by a later hourly run.
 */
const LINE = `order_id bigint not null, id bigint not null, product_id bigint, variant_id bigint, selling_plan_id bigint,
  quantity int not null, kept_quantity int not null, gift_card boolean not null, discounted boolean not null,
  list_shop_amount numeric not null, discount_shop_amount numeric not null, tax_shop_amount numeric not null`;

export const STAGING_COLUMNS = {
  orders: `id bigint not null, name text not null, processed_at timestamptz not null, updated_at timestamptz not null,
    cancelled_at timestamptz, customer_id bigint, test boolean not null, financial_status text, currency text not null,
    taxes_included boolean not null, source_name text, subtotal numeric not null, current_subtotal numeric not null,
    refund_discrepancy numeric not null, confirmation_hash bytea, attribution text, visits_ready boolean,
    first_visit jsonb, last_visit jsonb, source text`,
  lines: LINE,
  /** lines that came after their order was merged */
  late: LINE,
  customers: `id bigint not null, updated_at timestamptz not null, number_of_orders bigint not null, email_state text,
    email_state_at timestamptz, sms_state text, sms_state_at timestamptz, tags jsonb not null, rfm_group text,
    data_sale_opt_out boolean not null`,
  costs: `variant_id bigint not null, product_id bigint not null, title text not null, unit_cost numeric,
    variant_title text, sku text`,
} as const;

export type StagingTable = keyof typeof STAGING_COLUMNS;
const STAGING_TABLES = [
  'orders',
  'lines',
  'late',
  'customers',
  'costs',
] as const satisfies StagingTable[];

/** The name of an import's staging table, as SQL; orders and lines may come in batches, a table each. */
export function stagingTable(shop: ShopId, importId: number, table: StagingTable, batch = 0): Sql {
  return raw(`staging."${table}_${shop}_${importId}_${batch}"`);
}

/** Creates the table, or empties it, whatever an interrupted run left. */
export async function createStagingTable(
  tx: Tx,
  shop: ShopId,
  importId: number,
  table: StagingTable,
  batch = 0,
): Promise<void> {
  await makeEmpty(tx, stagingTable(shop, importId, table, batch), STAGING_COLUMNS[table]);
}

async function makeEmpty(tx: Tx, table: Sql, columns: string): Promise<void> {
  const [used] = await dropUnlessUsed(tx, [table.sql]);
  await (used === undefined
    ? tx.query(sql`create unlogged table ${table} (${raw(columns)})`)
    : tx.query(sql`delete from ${table}`));
}

/** The same table with columns of text, which accept every row. */
export function textTable(shop: ShopId, importId: number, table: StagingTable, batch: number): Sql {
  return raw(`staging."${table}_text_${shop}_${importId}_${batch}"`);
}

export async function createTextTable(
  tx: Tx,
  shop: ShopId,
  importId: number,
  table: StagingTable,
  batch: number,
): Promise<void> {
  const columns = columnsOf(table).map((column) => `${column.name} text`);
  await makeEmpty(tx, textTable(shop, importId, table, batch), columns.join(', '));
}

/**
 * Moves the rows of a table of text into the staging table, except rows with a value that its column's type
 * refuses, and drops the table of text.
 * @returns the rows left out
 */
export async function takeReadableText(
  tx: Tx,
  shop: ShopId,
  importId: number,
  table: StagingTable,
  batch: number,
): Promise<RefusedRow[]> {
  const text = textTable(shop, importId, table, batch);
  const columns = columnsOf(table);
  const names = columns.map(({ name }) => name).join(', ');
  const cast = columns.map(({ name, type }) => `${name}::${type}`).join(', ');
  const readable = columns
    .map(
      ({ name, type, nullable }) => `coalesce(pg_input_is_valid(${name}, '${type}'), ${nullable})`,
    )
    .join(' and ');
  await createStagingTable(tx, shop, importId, table, batch);
  await tx.query(sql`
    insert into ${stagingTable(shop, importId, table, batch)} (${raw(names)})
    select ${raw(cast)} from ${text} where ${raw(readable)}`);
  const named = columns.some(({ name }) => name === 'name');
  const refused = await rows(
    tx,
    refusedSchema,
    sql`
    select distinct ${raw(columns[0]?.name ?? '')} as id, ${raw(named ? 'name' : 'null')} as name
    from ${text} where not (${raw(readable)})`,
  );
  await dropUnlessUsed(tx, [text.sql]);
  return refused;
}

/** A refused row: its first column, and its name where it has one. */
const refusedSchema = z.object({ id: z.string(), name: z.string().nullable() });
export type RefusedRow = z.output<typeof refusedSchema>;

function columnsOf(table: StagingTable): { name: string; type: string; nullable: boolean }[] {
  return STAGING_COLUMNS[table].split(',').map((column) => {
    const [name = '', type = ''] = column.trim().split(/\s+/);
    return { name, type, nullable: !column.includes('not null') };
  });
}

/** Creates a temporary staging table for the few rows of a re-read; it ends with the transaction. */
export async function createTempStagingTable(tx: Tx, table: StagingTable): Promise<Sql> {
  const name = raw(`staged_${table}`);
  await tx.query(sql`create temp table ${name} (${raw(STAGING_COLUMNS[table])}) on commit drop`);
  return name;
}

/** Drops an import's staging tables, all or the given ones, unless they are in use. */
export async function dropStaging(
  tx: Tx,
  shop: ShopId,
  importId: number,
  tables: readonly StagingTable[] = STAGING_TABLES,
): Promise<void> {
  const own = await stagingTables(tx, shop);
  // a name is `staging.orders_7_3_0`: shop, import, batch
  const named = new Set(
    tables.flatMap((table) =>
      ['', '_text'].map((kind) => `staging.${table}${kind}_${shop}_${importId}`),
    ),
  );
  await dropUnlessUsed(
    tx,
    own.filter((name) => named.has(name.replace(/_\d{1,9}$/, ''))),
  );
}

/** Drops staging tables of the shop's ended imports, which were in use when the import ended. */
export async function dropLeftoverStaging(tx: Tx, shop: ShopId): Promise<void> {
  const own = await stagingTables(tx, shop);
  if (own.length === 0) return;
  const ended = await rows(
    tx,
    z.object({ id: z.number().int() }),
    sql`select id from imports where shop_id = ${shop} and state <> 'running'`,
  );
  const ids = new Set(ended.map(({ id }) => String(id)));
  const left = own.filter((name) => ids.has(/_(\d+)_\d+$/.exec(name)?.[1] ?? ''));
  await dropUnlessUsed(tx, left, 1);
}

/** Milliseconds to wait for the first table in use: autovacuum gives way after one second (deadlock_timeout). */
const FREE_MS = 1_500;

/** Drops tables. @returns those in use, which stay */
export async function dropUnlessUsed(
  tx: Tx,
  tables: readonly string[],
  waitMs = FREE_MS,
): Promise<string[]> {
  if (tables.length === 0) return [];
  const { used } = await one(
    tx,
    z.object({ used: z.array(z.string()) }),
    sql`select drop_unless_used(${[...tables]}::text[], ${waitMs}::int) as used`,
  );
  return used;
}

/** Whether a staging table has rows. */
export async function hasStagedRows(
  tx: Tx,
  shop: ShopId,
  importId: number,
  table: StagingTable,
): Promise<boolean> {
  const { there } = await one(
    tx,
    z.object({ there: z.boolean() }),
    sql`select exists (select from ${stagingTable(shop, importId, table)}) as there`,
  );
  return there;
}

/** One row in COPY's text format; free text in it is escaped already (`copyText`). */
function copyLine(columns: readonly Column[]): string {
  let line = columns[0] ?? '\\N';
  for (let at = 1; at < columns.length; at++) line += `\t${columns[at] ?? '\\N'}`;
  return `${line}\n`;
}

/** UTF-8 bytes of one UTF-16 unit. */
const MOST_BYTES = 3;

/**
 * Rows in COPY's text format, in one buffer of bytes: kept as strings until a buffer is full, the rows would
 * cost the garbage collector more than their writing.
 */
export class CopyText {
  private buffer: Buffer;
  private used = 0;

  constructor(private readonly bytes: number) {
    this.buffer = Buffer.allocUnsafeSlow(bytes);
  }

  /** Adds a row. @returns the rows before it, where it does not fit beside them */
  add(columns: readonly Column[]): Buffer | undefined {
    const line = copyLine(columns);
    const room = line.length * MOST_BYTES;
    const full = this.used + room <= this.buffer.length ? undefined : this.rest();
    if (full) this.buffer = Buffer.allocUnsafeSlow(Math.max(this.bytes, room));
    this.used += this.buffer.write(line, this.used);
    return full;
  }

  /** Takes the remaining rows out of the buffer. */
  rest(): Buffer {
    const rest = this.buffer.subarray(0, this.used);
    this.used = 0;
    return rest;
  }
}

const BUFFER_BYTES = 1 << 16;

/** Writes rows into a staging table as they come, in the caller's transaction. */
export class StagingWriter {
  private readonly text = new CopyText(BUFFER_BYTES);
  private readonly stream;
  private failure: Error | undefined;

  constructor(tx: Tx, table: Sql) {
    this.stream = tx.connection.query(copyFrom(`copy ${table.sql} from stdin`));
    this.stream.on('error', (error: Error) => (this.failure = error));
  }

  /** Writes a row. Await the promise, if any, before the next one. */
  write(columns: readonly Column[]): Promise<void> | undefined {
    const full = this.text.add(columns);
    return full === undefined ? undefined : this.send(full);
  }

  /** Sends rows in COPY's text format. */
  send(bytes: Buffer): Promise<void> | undefined {
    if (this.failure) return Promise.reject(this.failure);
    return this.stream.write(bytes) ? undefined : once(this.stream, 'drain');
  }

  /** Fails the COPY, after which the connection can roll back. */
  destroy(): void {
    this.stream.destroy();
  }

  async end(): Promise<void> {
    await this.send(this.text.rest());
    await new Promise<void>((resolve, reject) => {
      this.stream.once('error', reject);
      this.stream.end(() => resolve());
    });
  }
}

/** Writes rows in COPY's text format, in the caller's transaction. */
export async function copyRows(tx: Tx, table: Sql, rows: Buffer): Promise<void> {
  const writer = new StagingWriter(tx, table);
  await writer.send(rows);
  await writer.end();
}

function once(stream: NodeJS.EventEmitter, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      stream.off(event, settle);
      stream.off('error', settle);
      if (error instanceof Error) reject(error);
      else resolve();
    };
    stream.once(event, settle);
    stream.once('error', settle);
  });
}
