import { transaction, type ShopId } from '../store/db.server';
import type { Column } from './bulk-rows';
import {
  freshStagingTable,
  freshTextTable,
  stagingTable,
  StagingWriter,
  takeReadableText,
  textTable,
  type RefusedRow,
  type Staged,
} from './staging.server';

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
    /** PostgreSQL refused a row before: rows are copied as text, and it is asked about each */
    private readonly checked = false,
  ) {}

  /** Takes a row; a promise where the caller should wait before the next one. */
  write(columns: readonly Column[]): Promise<void> | undefined {
    if (this.open !== undefined) return this.open.writer.write(columns);
    return this.begin().then((open) => open.writer.write(columns));
  }

  /**
   * Closes the table; there is one even where nothing came.
   * @returns the rows that PostgreSQL refuses
   */
  async end(): Promise<RefusedRow[]> {
    const open = this.open ?? (await this.begin());
    await open.close();
    this.open = undefined;
    if (!this.checked) return [];
    const { shop, importId, table, batch } = this;
    return await transaction((tx) => takeReadableText(tx, shop, importId, table, batch));
  }

  /** Leaves no table behind. */
  async abandon(error: unknown): Promise<void> {
    await this.open?.abandon(error);
  }

  private async begin(): Promise<OpenTable> {
    const { shop, importId, table, batch, checked } = this;
    this.open = await openTable(shop, importId, table, batch, checked);
    return this.open;
  }
}

/** Writes a result into one table of each kind. */
export class WholeTables {
  private readonly writers: ReadonlyMap<Staged, TableWriter>;

  constructor(shop: ShopId, importId: number, tables: readonly Staged[], checked: boolean) {
    this.writers = new Map(
      tables.map((table) => [table, new TableWriter(shop, importId, table, 0, checked)]),
    );
  }

  /** Takes a row; a promise where the caller should wait before the next one. */
  write(table: Staged, columns: readonly Column[]): Promise<void> | undefined {
    return this.writers.get(table)?.write(columns);
  }

  /** @returns the rows that PostgreSQL refuses */
  async end(): Promise<RefusedRow[]> {
    const refused: RefusedRow[] = [];
    for (const writer of this.writers.values()) refused.push(...(await writer.end()));
    return refused;
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
  checked: boolean,
): Promise<OpenTable> {
  const opened = Promise.withResolvers<StagingWriter>();
  const end = Promise.withResolvers<undefined>();
  const whole = transaction(async (tx) => {
    await (checked ? freshTextTable : freshStagingTable)(tx, shop, importId, table, batch);
    const name = (checked ? textTable : stagingTable)(shop, importId, table, batch);
    const writer = new StagingWriter(tx, name);
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
