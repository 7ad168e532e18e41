import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import type { ShopRecord } from './records';
import { SCHEMA } from './store-schema';

/** The state of the app's installation in a shop. */
interface Installation {
  scopes: string[];
  installedAt: number;
}

export interface ShopRow {
  /** the local number of the shop, the first column of every other table's index */
  no: number;
  record: ShopRecord;
  installation: Installation | null;
  /** whether the app may read names, addresses, phones and e-mails of customers */
  level2Approved: boolean;
}

/**
 * The state of the local Shopify in one SQLite file (or in memory): large worlds stay on disk, so that a
 * million orders need no more memory than ten.
 */
export class Store {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string) {
    this.#db = new DatabaseSync(path);
    // Speed matters here; a made-up shop may lose its last second in a power cut.
    this.#db.exec(
      'pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -16000;',
    );
    this.#db.exec(SCHEMA);
  }

  /** Runs a cached prepared statement without rows. @returns the number of changed rows */
  run(sql: string, ...parameters: SQLInputValue[]): number {
    return Number(this.#prepared(sql).run(...parameters).changes);
  }

  get(sql: string, ...parameters: SQLInputValue[]): Record<string, unknown> | undefined {
    return this.#prepared(sql).get(...parameters);
  }

  all(sql: string, ...parameters: SQLInputValue[]): Record<string, unknown>[] {
    return this.#prepared(sql).all(...parameters);
  }

  exec(sql: string): void {
    this.#db.exec(sql);
  }

  transaction<T>(work: () => T): T {
    this.#db.exec('begin');
    try {
      const result = work();
      this.#db.exec('commit');
      return result;
    } catch (error) {
      try {
        this.#db.exec('rollback');
      } catch {
        // SQLite has rolled back by itself, for example on a full disk: the first error has the cause.
      }
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  shop(domain: string): ShopRow | null {
    const row = this.get('select * from shops where domain = ?', domain);
    if (!row) return null;
    const scopes = row.scopes === null ? null : String(row.scopes);
    return {
      no: Number(row.no),
      record: JSON.parse(String(row.record)),
      installation:
        scopes === null
          ? null
          : { scopes: scopes.split(',').filter(Boolean), installedAt: Number(row.installed_at) },
      level2Approved: row.level2_approved === 1,
    };
  }

  domains(): string[] {
    return this.all('select domain from shops order by no').map((row) => String(row.domain));
  }

  #prepared(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}
