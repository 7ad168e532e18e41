import type { ShopId } from '../../store/db.server';
import type { Column } from '../facts/bulk-rows';
import type { RefusedRow, StagingTable } from '../staging/staging.server';
import { TableWriter } from '../staging/table-writer.server';

/** Orders and their lines in pairs of tables, each merged while the next one fills. */
export interface Batches {
  /** orders and lines of a batch */
  size: number;
  /** called when a batch's tables are complete, but for late lines */
  completed: (batch: number) => void;
  /** called once at the end, where lines came after their batch was complete */
  late: () => void;
}

interface Batch {
  number: number;
  orders: TableWriter;
  lines: TableWriter;
  /** ids of its orders */
  ids: Set<string>;
  rows: number;
}

/**
 * Writes orders and lines in batches. Shopify writes an order's lines after it, but not right after it: a batch
 * stays open until the next one has a quarter of its rows. Later lines go to a table of their own, so that no
 * line is lost, whatever the order of lines.
 */
export class OrderBatches {
  private current: Batch;
  private previous: Batch | undefined;
  /** the last order; its lines most likely follow */
  private latest: { id: string; batch: Batch } | undefined;
  private lateLines: TableWriter | undefined;

  constructor(
    private readonly shop: ShopId,
    private readonly importId: number,
    private readonly batches: Batches,
  ) {
    this.current = this.begin(0);
  }

  /** Writes a row; its first column is the order's id. Await the promise, if any, before the next row. */
  write(table: StagingTable, columns: readonly Column[]): Promise<void> | undefined {
    const id = columns[0] ?? '';
    if (table !== 'orders') return this.writer(id).write(columns);
    const { current } = this;
    current.ids.add(id);
    this.latest = { id, batch: current };
    const waiting = current.orders.write(columns);
    current.rows++;
    if (this.previous && current.rows >= this.batches.size / 4)
      return awaitBoth(waiting, this.closePrevious());
    if (current.rows < this.batches.size) return waiting;
    this.previous = current;
    this.current = this.begin(current.number + 1);
    return waiting;
  }

  /** @returns no rows: a row that PostgreSQL refuses fails this try, and the next one stages the whole result */
  async end(): Promise<RefusedRow[]> {
    await this.closePrevious();
    await this.close(this.current);
    if (!this.lateLines) return [];
    await this.lateLines.end();
    this.batches.late();
    return [];
  }

  async abandon(): Promise<void> {
    for (const batch of [this.previous, this.current]) {
      await batch?.orders.abandon();
      await batch?.lines.abandon();
    }
    await this.lateLines?.abandon();
  }

  /** The writer for an order's lines; most lines come right after their order. */
  private writer(orderId: string): TableWriter {
    const { latest } = this;
    if (latest?.id === orderId) {
      latest.batch.rows++;
      return latest.batch.lines;
    }
    for (const batch of [this.current, this.previous]) {
      if (!batch?.ids.has(orderId)) continue;
      batch.rows++;
      return batch.lines;
    }
    return (this.lateLines ??= new TableWriter(this.shop, this.importId, 'late'));
  }

  private begin(number: number): Batch {
    const { shop, importId } = this;
    return {
      number,
      orders: new TableWriter(shop, importId, 'orders', number),
      lines: new TableWriter(shop, importId, 'lines', number),
      ids: new Set(),
      rows: 0,
    };
  }

  private async closePrevious(): Promise<void> {
    const { previous } = this;
    this.previous = undefined;
    if (previous) await this.close(previous);
  }

  private async close(batch: Batch): Promise<void> {
    await batch.orders.end();
    await batch.lines.end();
    this.batches.completed(batch.number);
  }
}

async function awaitBoth(one: Promise<void> | undefined, other: Promise<void>): Promise<void> {
  await one;
  await other;
}
