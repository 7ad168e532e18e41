import type { ShopId } from '../../store/db.server';
import type { Column } from '../facts/bulk-rows';
import type { RefusedRow, Staged } from '../staging/staging.server';
import { TableWriter } from '../staging/table-writer.server';

/** Orders and their lines, written to a pair of tables after the other, to be merged meanwhile. */
export interface Batches {
  /** orders and lines that make a batch */
  size: number;
  /** the tables of a batch are there: orders with all their lines, but for those that come late */
  taken: (batch: number) => void;
  /** there are lines whose batch was taken before they came; told once, at the end */
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
 * Shopify writes the lines of an order after it, but not right after it: a batch stays open until the
 * next one has a quarter of its rows. A line that comes later still is kept apart, so that whatever
 * the order of the lines, none is lost.
 */
export class OrderBatches {
  private current: Batch;
  private previous: Batch | undefined;
  /** the order that came last; its batch is open until another one comes */
  private latest: { id: string; batch: Batch } | undefined;
  private lateLines: TableWriter | undefined;

  constructor(
    private readonly shop: ShopId,
    private readonly importId: number,
    private readonly batches: Batches,
  ) {
    this.current = this.begin(0);
  }

  /** Takes a row; its first column is the order's id. A promise where the caller should wait. */
  write(table: Staged, columns: readonly Column[]): Promise<void> | undefined {
    const id = columns[0] ?? '';
    if (table !== 'orders') return this.writer(id).write(columns);
    const { current } = this;
    current.ids.add(id);
    this.latest = { id, batch: current };
    const waiting = current.orders.write(columns);
    current.rows++;
    if (this.previous && current.rows >= this.batches.size / 4)
      return both(waiting, this.closePrevious());
    if (current.rows < this.batches.size) return waiting;
    this.previous = current;
    this.current = this.begin(current.number + 1);
    return waiting;
  }

  /** @returns no row: one that PostgreSQL refuses fails this try, and the next one stages the whole result */
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

  /** Who takes the lines of an order; most come right after it. */
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
    this.batches.taken(batch.number);
  }
}

async function both(one: Promise<void> | undefined, other: Promise<void>): Promise<void> {
  await one;
  await other;
}
