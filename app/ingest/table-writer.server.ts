import { transaction, type ShopId } from '../store/db.server';
import type { Column } from './bulk-rows';
import type { LineBatches } from './read-part.server';
import { freshStagingTable, stagingTable, StagingWriter, type Staged } from './staging.server';

interface OpenTable {
  writer: StagingWriter;
  /** ends the COPY and its transaction: the table is there for others */
  close(): Promise<void>;
  /** rolls it back */
  abandon(error: unknown): Promise<void>;
}

/** Writes rows into a staging table, or into one after the other where they come in batches. */
export class TableWriter {
  private open: OpenTable | undefined;
  private batch = 0;
  private written = 0;

  constructor(
    private readonly shop: ShopId,
    private readonly importId: number,
    private readonly table: Staged,
    private readonly batches: LineBatches | undefined,
  ) {}

  /** Takes a row; a promise where the caller should wait before the next one. */
  write(columns: readonly Column[]): Promise<void> | undefined {
    if (this.open === undefined) return this.begin().then(() => this.write(columns));
    const waiting = this.open.writer.write(columns);
    if (++this.written < (this.batches?.size ?? Infinity)) return waiting;
    return (waiting ?? Promise.resolve()).then(() => this.close());
  }

  /** Closes the last table; there is one even where nothing came. */
  async end(): Promise<void> {
    if (this.open === undefined && this.batch === 0) await this.begin();
    await this.close();
  }

  async abandon(error: unknown): Promise<void> {
    await this.open?.abandon(error);
  }

  private async begin(): Promise<void> {
    const { shop, importId, table, batch } = this;
    this.written = 0;
    this.open = await openTable(shop, importId, table, batch);
  }

  private async close(): Promise<void> {
    if (this.open === undefined) return;
    await this.open.close();
    this.open = undefined;
    this.batches?.taken(stagingTable(this.shop, this.importId, this.table, this.batch));
    this.batch++;
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
