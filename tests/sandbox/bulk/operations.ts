import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../control/clock';
import type { Context } from '../resolvers/define';
import type { UserError } from '../resolvers/bulk-operations';
import type { ShopRow, Store } from '../store/store';
import { analyseBulkQuery, type BulkQuery } from './analyse';
import type { BulkFault } from './faults';
import { bulkRowOf, isRunning, RESULT_SECONDS, statusAt, type BulkRow } from './rows';
import { resultUrl } from './result-url';
import { runBulkOperation } from './run';

export interface BulkOptions {
  store: Store;
  clock: Clock;
  /** folder of the results */
  directory: string;
  /** simulated speed; Infinity writes as fast as possible */
  objectsPerSecond: number;
  contextOf: (shopNo: number) => Context;
  finished: (row: BulkRow) => void;
}

interface Payload {
  bulkOperation: BulkRow | null;
  userErrors: UserError[];
}

/** Concurrent operations of an app in a shop, since API version 2026-01. */
const AT_ONCE = 5;

/** The bulk operations of all shops: starts, reads, cancels them and runs them in the background. */
export class BulkOperations {
  readonly #options: BulkOptions;
  readonly #running = new Map<number, Promise<void>>();
  readonly #faults: BulkFault[] = [];
  #closed = false;
  objectsPerSecond: number;

  constructor(options: BulkOptions) {
    this.#options = options;
    this.objectsPerSecond = options.objectsPerSecond;
    mkdirSync(options.directory, { recursive: true });
  }

  /** Sets a fault for the next operation; several faults apply in turn. */
  failNext(fault: BulkFault): void {
    this.#faults.push(fault);
  }

  start(shop: ShopRow, query: string, groupObjects: boolean): Payload {
    const analysed = analyseBulkQuery(query);
    if (Array.isArray(analysed)) return { bulkOperation: null, userErrors: analysed };
    if (this.#runningIn(shop.no) >= AT_ONCE) {
      const message = 'Bulk operations limit reached. Please try again later.';
      return {
        bulkOperation: null,
        userErrors: [{ field: null, message, code: 'LIMIT_REACHED' }],
      };
    }
    const { store, clock } = this.#options;
    const last = store.get('select coalesce(max(id), 1000) as id from bulk_operations');
    const id = Number(last?.id) + 1;
    store.run(
      `insert into bulk_operations (id, shop, query, group_objects, status, created_at)
       values (?, ?, ?, ?, 'CREATED', ?)`,
      ...[id, shop.no, query, groupObjects ? 1 : 0, Math.floor(clock.milliseconds() / 1000)],
    );
    this.#launch(id, analysed, this.#faults.shift());
    return { bulkOperation: this.find(shop.no, id), userErrors: [] };
  }

  cancel(shopNo: number, id: number | null): Payload {
    const row = id === null ? null : this.find(shopNo, id);
    if (!row) {
      const userErrors = [{ field: ['id'], message: 'Bulk operation does not exist' }];
      return { bulkOperation: null, userErrors };
    }
    if (!isRunning(row.status)) {
      const message = `A bulk operation cannot be canceled when it is ${row.status.toLowerCase()}`;
      return { bulkOperation: row, userErrors: [{ field: null, message }] };
    }
    this.#options.store.run("update bulk_operations set status = 'CANCELING' where id = ?", row.id);
    return { bulkOperation: this.find(shopNo, row.id), userErrors: [] };
  }

  find(shopNo: number, id: number): BulkRow | null {
    const sql = 'select * from bulk_operations where shop = ? and id = ?';
    const row = this.#options.store.get(sql, shopNo, id);
    return row ? bulkRowOf(row) : null;
  }

  /** The signed address of a result. */
  url(row: BulkRow): string {
    return resultUrl(row.id, (row.completedAt ?? row.createdAt) + RESULT_SECONDS);
  }

  /** The result file of an operation; null when there is none or it has expired. */
  resultFile(id: number): string | null {
    const row = this.#row(id);
    if (!row?.hasFile || statusAt(row, this.#options.clock.milliseconds()) === 'EXPIRED')
      return null;
    return this.#file(id);
  }

  /** Resolves when no operation runs (a stalled one never ends by itself). */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  /** Restarts the operations that the end of the process interrupted. */
  resume(): void {
    const sql = "select * from bulk_operations where status in ('CREATED', 'RUNNING', 'CANCELING')";
    for (const row of this.#options.store.all(sql).map(bulkRowOf)) {
      const analysed = analyseBulkQuery(row.query);
      if (!Array.isArray(analysed)) this.#launch(row.id, analysed, undefined);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#running.values());
  }

  /** Removes the results of a shop's operations, when the shop is rebuilt. */
  forget(shopNo: number): void {
    const sql = 'select id from bulk_operations where shop = ?';
    for (const row of this.#options.store.all(sql, shopNo)) {
      rmSync(this.#file(Number(row.id)), { force: true });
    }
  }

  #launch(id: number, query: BulkQuery, fault: BulkFault | undefined): void {
    const row = this.#row(id);
    if (!row) return;
    const { store, clock, contextOf, finished } = this.#options;
    const done = runBulkOperation({
      row,
      query,
      fault,
      file: this.#file(id),
      store,
      clock,
      context: contextOf(row.shop),
      objectsPerSecond: () => this.objectsPerSecond,
      isClosed: () => this.#closed,
    }).then(() => {
      this.#running.delete(id);
      const ended = this.#closed ? null : this.#row(id);
      if (ended) finished(ended);
    });
    this.#running.set(id, done);
  }

  #row(id: number): BulkRow | null {
    const row = this.#options.store.get('select * from bulk_operations where id = ?', id);
    return row ? bulkRowOf(row) : null;
  }

  #runningIn(shopNo: number): number {
    const sql = `select count(*) as count from bulk_operations
      where shop = ? and status in ('CREATED', 'RUNNING', 'CANCELING')`;
    return Number(this.#options.store.get(sql, shopNo)?.count);
  }

  #file(id: number): string {
    return path.join(this.#options.directory, `bulk-${String(id)}.jsonl`);
  }
}
