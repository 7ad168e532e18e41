import { transaction, type ShopId, type Sql } from '../../store/db.server';
import type { Column } from '../facts/bulk-rows';
import { Pieces } from './pieces.server';
import {
  copyRows,
  dropUnlessUsed,
  freshStagingTable,
  freshTextTable,
  stagingTable,
  takeReadableText,
  textTable,
  type RefusedRow,
  type Staged,
} from './staging.server';

/** Writes rows into a staging table, in transactions of a piece each. */
export class TableWriter {
  private readonly pieces = new Pieces((rows) => this.copy(rows));
  private begun = false;

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
    return this.pieces.write(columns);
  }

  /**
   * Ends the table; there is one even where nothing came.
   * @returns the rows that PostgreSQL refuses
   */
  async end(): Promise<RefusedRow[]> {
    await this.pieces.end();
    if (!this.checked) return [];
    const { shop, importId, table, batch } = this;
    return await transaction((tx) => takeReadableText(tx, shop, importId, table, batch));
  }

  /** Leaves no table behind. */
  async abandon(): Promise<void> {
    await this.pieces.settled();
    if (!this.begun) return;
    // it is dropped before the next reading, too: what the reading failed with is what is told
    await transaction((tx) => dropUnlessUsed(tx, [this.name.sql])).catch(() => undefined);
  }

  private async copy(rows: Buffer): Promise<void> {
    const { shop, importId, table, batch, checked } = this;
    await transaction(async (tx) => {
      if (!this.begun)
        await (checked ? freshTextTable : freshStagingTable)(tx, shop, importId, table, batch);
      await copyRows(tx, this.name, rows);
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
    for (const writer of this.writers.values())
      for (const row of await writer.end()) refused.push(row);
    return refused;
  }

  async abandon(): Promise<void> {
    for (const writer of this.writers.values()) await writer.abandon();
  }
}
