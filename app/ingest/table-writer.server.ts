import { transaction, type ShopId } from '../store/db.server';
import type { Column } from './bulk-rows';
import { freshStagingTable, stagingTable, StagingWriter, type Staged } from './staging.server';

interface OpenTable {
  writer: StagingWriter;
  /** ends the COPY and its transaction: the table is there for others */
  close(): Promise<void>;
  /** rolls it back */
  abandon(error: unknown): Promise<void>;
}

/** Writes rows into a staging table, which is there for others once it has ended. */
export class TableWriter {
  private open: OpenTable | undefined;

  constructor(
    private readonly shop: ShopId,
    private readonly importId: number,
    private readonly table: Staged,
    private readonly batch = 0,
  ) {}

  /** Takes a row; a promise where the caller should wait before the next one. */
  write(columns: readonly Column[]): Promise<void> | undefined {
    if (this.open !== undefined) return this.open.writer.write(columns);
    return this.begin().then((open) => open.writer.write(columns));
  }

  /** Closes the table; there is one even where nothing came. */
  async end(): Promise<void> {
    const open = this.open ?? (await this.begin());
    await open.close();
    this.open = undefined;
  }

  /** Leaves no table behind. */
  async abandon(error: unknown): Promise<void> {
    await this.open?.abandon(error);
  }

  private async begin(): Promise<OpenTable> {
    const { shop, importId, table, batch } = this;
    this.open = await openTable(shop, importId, table, batch);
    return this.open;
  }
}

/** Writes a result into one table of each kind. */
export class WholeTables {
  private readonly writers: ReadonlyMap<Staged, TableWriter>;

  constructor(shop: ShopId, importId: number, tables: readonly Staged[]) {
    this.writers = new Map(tables.map((table) => [table, new TableWriter(shop, importId, table)]));
  }

  /** Takes a row; a promise where the caller should wait before the next one. */
  write(table: Staged, columns: readonly Column[]): Promise<void> | undefined {
    return this.writers.get(table)?.write(columns);
  }

  async end(): Promise<void> {
    for (const writer of this.writers.values()) await writer.end();
  }

  async abandon(error: unknown): Promise<void> {
    for (const writer of this.writers.values()) await writer.abandon(error);
  }
}

/** A table in a transaction of its own that stays open while rows are written. */
async function openTable(
  shop: ShopId,
  importId: number,
  table: Staged,
  batch: number,
): Promise<OpenTable> {
  const opened = Promise.withResolvers<StagingWriter>();
  const end = Promise.withResolvers<undefined>();
  const whole = transaction(async (tx) => {
    await freshStagingTable(tx, shop, importId, table, batch);
    const writer = new StagingWriter(tx, stagingTable(shop, importId, table, batch));
    opened.resolve(writer);
    try {
      await end.promise;
      await writer.end();
    } catch (error) {
      writer.destroy();
      throw error;
    }
  });
  whole.catch(opened.reject);
  return {
    writer: await opened.promise,
    close: async () => {
      end.resolve(undefined);
      await whole;
    },
    abandon: async (error) => {
      end.reject(error);
      await whole.catch(() => undefined);
    },
  };
}
