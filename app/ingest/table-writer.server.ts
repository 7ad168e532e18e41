import { transaction, type ShopId, type Sql } from '../store/db.server';
import type { Column } from './bulk-rows';
import {
  CopyText,
  dropUnlessUsed,
  freshStagingTable,
  freshTextTable,
  stagingTable,
  StagingWriter,
  takeReadableText,
  textTable,
  type RefusedRow,
  type Staged,
} from './staging.server';

/** Rows of one transaction: some thousand, which PostgreSQL takes in a fraction of a second. */
const PIECE_BYTES = 1 << 20;

/**
 * Writes rows into a staging table, in transactions of a piece each: none is open while the next rows come
 * over the network. While one piece is written the next one is filled.
 */
export class TableWriter {
  private readonly text = new CopyText(PIECE_BYTES);
  private begun = false;
  private writing: Promise<void> = Promise.resolve();

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
    const full = this.text.add(columns);
    return full === undefined ? undefined : this.send(full);
  }

  /**
   * Ends the table; there is one even where nothing came.
   * @returns the rows that PostgreSQL refuses
   */
  async end(): Promise<RefusedRow[]> {
    await this.send(this.text.rest());
    await this.writing;
    if (!this.checked) return [];
    const { shop, importId, table, batch } = this;
    return await transaction((tx) => takeReadableText(tx, shop, importId, table, batch));
  }

  /** Leaves no table behind. */
  async abandon(): Promise<void> {
    await this.writing.catch(() => undefined);
    if (!this.begun) return;
    // it is dropped before the next reading, too: what the reading failed with is what is told
    await transaction((tx) => dropUnlessUsed(tx, [this.name.sql])).catch(() => undefined);
  }

  /** Waits for the piece before, and hands over this one. */
  private async send(bytes: Buffer): Promise<void> {
    await this.writing;
    this.writing = this.copy(bytes);
    // the next piece hears of it, or the end
    this.writing.catch(() => undefined);
  }

  private async copy(bytes: Buffer): Promise<void> {
    const { shop, importId, table, batch, checked } = this;
    await transaction(async (tx) => {
      if (!this.begun)
        await (checked ? freshTextTable : freshStagingTable)(tx, shop, importId, table, batch);
      const writer = new StagingWriter(tx, this.name);
      await writer.send(bytes);
      await writer.end();
    });
    this.begun = true;
  }

  private get name(): Sql {
    const { shop, importId, table, batch, checked } = this;
    return (checked ? textTable : stagingTable)(shop, importId, table, batch);
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

  async abandon(): Promise<void> {
    for (const writer of this.writers.values()) await writer.abandon();
  }
}
