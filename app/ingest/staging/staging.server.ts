import { from as copyFrom } from 'pg-copy-streams';
import { z } from 'zod';
import { one, raw, rows, sql, type ShopId, type Sql, type Tx } from '../../store/db.server';
import { stagingTables } from '../../store/shops/shop-rows.server';
import type { Column } from '../facts/bulk-rows';

/**
 * Staging: tables of one import, unlogged (a crash empties them, the import then reads again) and
 * dropped after the merge. COPY is the fastest way into PostgreSQL, and a table under row level
 * security refuses it. A table that another transaction uses, as a long pg_dump does, holds nothing up:
 * it is emptied where the import needs it empty, and otherwise dropped in a later hour.
 */
const LINE = `order_id bigint not null, id bigint not null, product_id bigint, variant_id bigint, selling_plan_id bigint,
  quantity int not null, kept_quantity int not null, gift_card boolean not null, discounted boolean not null,
  list_shop_amount numeric not null, discount_shop_amount numeric not null, tax_shop_amount numeric not null`;

const STAGED = {
  orders: `id bigint not null, name text not null, processed_at timestamptz not null, updated_at timestamptz not null,
    cancelled_at timestamptz, customer_id bigint, test boolean not null, financial_status text, currency text not null,
    taxes_included boolean not null, source_name text, subtotal numeric not null, current_subtotal numeric not null,
    refund_discrepancy numeric not null, confirmation_hash bytea`,
  lines: LINE,
  /** lines that came after their order was merged */
  late: LINE,
  customers: `id bigint not null, updated_at timestamptz not null, number_of_orders bigint not null, email_state text,
    email_state_at timestamptz, sms_state text, sms_state_at timestamptz, tags jsonb not null, rfm_group text,
    data_sale_opt_out boolean not null`,
  costs: `variant_id bigint not null, product_id bigint not null, title text not null, unit_cost numeric`,
} as const;

export type Staged = keyof typeof STAGED;
const STAGED_TABLES = ['orders', 'lines', 'late', 'customers', 'costs'] as const satisfies Staged[];

/** The staging table of an import, as SQL; orders and lines may come in batches, a table each. */
export function stagingTable(shop: ShopId, importId: number, table: Staged, batch = 0): Sql {
  return raw(`staging."${table}_${shop}_${importId}_${batch}"`);
}

/** Makes the table empty, whatever an interrupted run left in it. */
export async function freshStagingTable(
  tx: Tx,
  shop: ShopId,
  importId: number,
  table: Staged,
  batch = 0,
): Promise<void> {
  await makeEmpty(tx, stagingTable(shop, importId, table, batch), STAGED[table]);
}

async function makeEmpty(tx: Tx, table: Sql, columns: string): Promise<void> {
  const [used] = await dropUnlessUsed(tx, [table.sql]);
  await (used === undefined
    ? tx.query(sql`create unlogged table ${table} (${raw(columns)})`)
    : tx.query(sql`delete from ${table}`));
}

/** The same with columns of text, which take every row. */
export function textTable(shop: ShopId, importId: number, table: Staged, batch: number): Sql {
  return raw(`staging."${table}_text_${shop}_${importId}_${batch}"`);
}

export async function freshTextTable(
  tx: Tx,
  shop: ShopId,
  importId: number,
  table: Staged,
  batch: number,
): Promise<void> {
  const columns = columnsOf(table).map((column) => `${column.name} text`);
  await makeEmpty(tx, textTable(shop, importId, table, batch), columns.join(', '));
}

/**
 * Takes the rows of a table of text into the staging table itself, but for those that hold a value
 * which its column's type refuses; the table of text goes.
 * @returns the rows that are left out
 */
export async function takeReadableText(
  tx: Tx,
  shop: ShopId,
  importId: number,
  table: Staged,
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
  await freshStagingTable(tx, shop, importId, table, batch);
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

/** A row with a value that its column's type refuses: its first column, and its name where it has one. */
const refusedSchema = z.object({ id: z.string(), name: z.string().nullable() });
export type RefusedRow = z.output<typeof refusedSchema>;

function columnsOf(table: Staged): { name: string; type: string; nullable: boolean }[] {
  return STAGED[table].split(',').map((column) => {
    const [name = '', type = ''] = column.trim().split(/\s+/);
    return { name, type, nullable: !column.includes('not null') };
  });
}

/** One that this transaction alone has, and that goes with it: for the few rows of a re-read. */
export async function ownStagingTable(tx: Tx, table: Staged): Promise<Sql> {
  const name = raw(`staged_${table}`);
  await tx.query(sql`create temp table ${name} (${raw(STAGED[table])}) on commit drop`);
  return name;
}

/** Drops an import's staging tables, or those named, unless they are used. */
export async function dropStaging(
  tx: Tx,
  shop: ShopId,
  importId: number,
  tables: readonly Staged[] = STAGED_TABLES,
): Promise<void> {
  const own = await stagingTables(tx, shop);
  // each is `staging.orders_7_3_0`, the last number a piece's
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

/** Drops the shop's staging tables of imports that have ended: they were in use when the import ended. */
export async function dropLeftStaging(tx: Tx, shop: ShopId): Promise<void> {
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

/** Milliseconds to wait for the first table in use: an autovacuum makes way after one second (deadlock_timeout). */
const FREE_MS = 1_500;

/** @returns the tables that are used, and stay */
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

/** Whether anything stands in a staging table. */
export async function isStaged(
  tx: Tx,
  shop: ShopId,
  importId: number,
  table: Staged,
): Promise<boolean> {
  const { there } = await one(
    tx,
    z.object({ there: z.boolean() }),
    sql`select exists (select from ${stagingTable(shop, importId, table)}) as there`,
  );
  return there;
}

/** One row in COPY's text format; free text among the columns is escaped already (`copyText`). */
function copyLine(columns: readonly Column[]): string {
  let line = columns[0] ?? '\\N';
  for (let at = 1; at < columns.length; at++) line += `\t${columns[at] ?? '\\N'}`;
  return `${line}\n`;
}

/** Of one character of JavaScript, in UTF-8. */
const MOST_BYTES = 3;

/**
 * Rows as COPY's text. A row goes into a buffer of bytes at once: kept as text until there are enough of
 * them, the rows cost the collector more than their writing.
 */
export class CopyText {
  private buffer: Buffer;
  private used = 0;

  constructor(private readonly bytes: number) {
    this.buffer = Buffer.allocUnsafeSlow(bytes);
  }

  /** Takes a row. @returns the rows before it, where it found no room beside them */
  add(columns: readonly Column[]): Buffer | undefined {
    const line = copyLine(columns);
    const room = line.length * MOST_BYTES;
    const full = this.used + room <= this.buffer.length ? undefined : this.rest();
    if (full) this.buffer = Buffer.allocUnsafeSlow(Math.max(this.bytes, room));
    this.used += this.buffer.write(line, this.used);
    return full;
  }

  /** The rows that are left; the buffer is empty then. */
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

  /** Takes a row; a promise where the caller should wait for the database before the next one. */
  write(columns: readonly Column[]): Promise<void> | undefined {
    const full = this.text.add(columns);
    return full === undefined ? undefined : this.send(full);
  }

  /** Sends rows that are COPY's text already. */
  send(bytes: Buffer): Promise<void> | undefined {
    if (this.failure) return Promise.reject(this.failure);
    return this.stream.write(bytes) ? undefined : once(this.stream, 'drain');
  }

  /** Ends the COPY as failed; the connection is free for a rollback then. */
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

/** Writes rows that are COPY's text already, in the caller's transaction. */
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
