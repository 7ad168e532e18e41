import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';

const SCHEMA = `
PRAGMA journal_mode = off;
PRAGMA synchronous = off;
PRAGMA cache_size = -32768;
CREATE TABLE orders (
  key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, first_line INTEGER NOT NULL,
  -- all of these stand on the order's first row; line is null until it has been met
  line INTEGER, id INTEGER, email TEXT, status TEXT, currency TEXT, created INTEGER, cancelled INTEGER,
  subtotal INTEGER, shipping INTEGER, taxes INTEGER, total INTEGER, discount INTEGER, refunded INTEGER,
  code TEXT, accepts INTEGER, source TEXT, tags TEXT
);
CREATE TABLE lines (
  order_key INTEGER NOT NULL, line INTEGER NOT NULL, title TEXT NOT NULL, sku TEXT,
  quantity INTEGER NOT NULL, price INTEGER NOT NULL, product INTEGER,
  PRIMARY KEY (order_key, line)
) WITHOUT ROWID;
CREATE TABLE products (
  key INTEGER PRIMARY KEY, ident TEXT NOT NULL UNIQUE, title TEXT NOT NULL, sku TEXT, price INTEGER NOT NULL
);
`;

export type Cell = SQLOutputValue;

/**
 * A private SQLite database on disk that nobody else can open: SQLite unlinks its file at once, so
 * that it is gone whatever way the process ends. Orders of any file size pass through it.
 */
export class Spill {
  private readonly database = new DatabaseSync('');

  constructor() {
    this.database.exec(SCHEMA);
  }

  run(sql: string): void {
    this.database.exec(sql);
  }

  /** A statement to run many times; says the new row's key, or null where the row was there already. */
  writer(sql: string): (...values: SQLInputValue[]) => number | null {
    const statement = this.database.prepare(sql);
    return (...values) => {
      const { changes, lastInsertRowid } = statement.run(...values);
      return changes === 0 ? null : Number(lastInsertRowid);
    };
  }

  /** The first row of a query that is run many times. */
  finder(sql: string): (...values: SQLInputValue[]) => Cell[] | undefined {
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    return (...values) => {
      const row: unknown = statement.get(...values);
      return Array.isArray(row) ? row : undefined;
    };
  }

  *rows(sql: string, ...values: SQLInputValue[]): Generator<Cell[]> {
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    for (const row of statement.iterate(...values)) {
      const cells: unknown = row;
      if (Array.isArray(cells)) yield cells;
    }
  }

  close(): void {
    if (this.database.isOpen) this.database.close();
  }
}

export function integer(cell: Cell | undefined): number {
  if (typeof cell !== 'number') throw new TypeError(`an integer was stored, not ${typeof cell}`);
  return cell;
}

export function text(cell: Cell | undefined): string {
  if (typeof cell !== 'string') throw new TypeError(`text was stored, not ${typeof cell}`);
  return cell;
}

/** What `read` makes of a cell, null where nothing was stored. */
export function optional<T>(cell: Cell | undefined, read: (cell: Cell) => T): T | null {
  return cell === null || cell === undefined ? null : read(cell);
}
