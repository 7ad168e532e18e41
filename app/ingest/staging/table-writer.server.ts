import { transaction, type ShopId, type Sql } from '../../store/db.server';
import type { Column } from '../facts/bulk-rows';
import { Pieces } from './pieces.server';
import {
  copyRows,
  dropUnlessUsed,
  createStagingTable,
  createTextTable,
  stagingTable,
  takeReadableText,
  textTable,
  type RefusedRow,
  type StagingTable,
} from './staging.server';

/** Writes rows into a staging table, in transactions of one piece each. */
export class TableWriter {
  private readonly pieces = new Pieces((rows) => this.copy(rows));
  private begun = false;

  constructor(
    private readonly shop: ShopId,
    private readonly importId: number,
    private readonly table: StagingTable,
    private readonly batch = 0,
    /** PostgreSQL refused a row before: copy rows as text, and check each value */
    private readonly checked = false,
  ) {}

  /** Writes a row. Await the promise, if any, before the next one. */
  write(columns: readonly Column[]): Promise<void> | undefined {
    return this.pieces.write(columns);
  }

  /**
   * Completes the table, which exists even without rows.
   * @returns the rows that PostgreSQL refuses
   */
  async end(): Promise<RefusedRow[]> {
    await this.pieces.end();
    if (!this.checked) return [];
    const { shop, importId, table, batch } = this;
    return await transaction((tx) => takeReadableText(tx, shop, importId, table, batch));
  }

  /** Drops the table. */
  async abandon(): Promise<void> {
    await this.pieces.settled();
    if (!this.begun) return;
    // a failure here is ignored: the next reading drops the table, too, and the reading's own error matters
    await transaction((tx) => dropUnlessUsed(tx, [this.name.sql])).catch(() => undefined);
  }

  private async copy(rows: Buffer): Promise<void> {
    const { shop, importId, table, batch, checked } = this;
    await transaction(async (tx) => {
      if (!this.begun)
        await (checked ? createTextTable : createStagingTable)(tx, shop, importId, table, batch);
      await copyRows(tx, this.name, rows);
    });
    this.begun = true;
  }

  private get name(): Sql {
    const { shop, importId, table, batch, checked } = this;
    return (checked ? textTable : stagingTable)(shop, importId, table, batch);
  }
}

/** Writes a whole result into one table of each kind. */
export class WholeTables {
  private readonly writers: ReadonlyMap<StagingTable, TableWriter>;

  constructor(shop: ShopId, importId: number, tables: readonly StagingTable[], checked: boolean) {
    this.writers = new Map(
      tables.map((table) => [table, new TableWriter(shop, importId, table, 0, checked)]),
    );
  }

  /** Writes a row. Await the promise, if any, before the next one. */
  write(table: StagingTable, columns: readonly Column[]): Promise<void> | undefined {
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
