import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';

const SCHEMA = `
PRAGMA journal_mode = off;
PRAGMA synchronous = off;
PRAGMA cache_size = -32768;
`;

export type Cell = SQLOutputValue;

/**
 * A private SQLite database on disk, which keeps memory small for any file. SQLite unlinks its file at once,
 * so no other process can open it and it disappears with the process.
 */
export class Spill {
  private readonly database = new DatabaseSync('');

  constructor() {
    this.database.exec(SCHEMA);
  }

  run(sql: string): void {
    this.database.exec(sql);
  }

  /** Prepares a statement to run many times. */
  writer(sql: string): (...values: SQLInputValue[]) => void {
    const statement = this.database.prepare(sql);
    return (...values) => {
      statement.run(...values);
    };
  }

  /** Prepares a query to run many times; gives its first row. */
  finder(sql: string): (...values: SQLInputValue[]) => Cell[] | undefined {
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    return (...values) => {
      const row: unknown = statement.get(...values);
      return Array.isArray(row) ? row : undefined;
    };
  }

  /** Runs a query once. @returns its first row */
  first(sql: string, ...values: SQLInputValue[]): Cell[] | undefined {
    return this.finder(sql)(...values);
  }

  /** Prepares a query to run many times; gives all rows. */
  reader(sql: string): (...values: SQLInputValue[]) => Cell[][] {
    const statement = this.database.prepare(sql);
    statement.setReturnArrays(true);
    return (...values) => {
      const rows: unknown[] = statement.all(...values);
      return rows.filter((row) => Array.isArray(row));
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

/** The cell as `read` parses it, or null for an empty one. */
export function optional<T>(cell: Cell | undefined, read: (cell: Cell) => T): T | null {
  return cell === null || cell === undefined ? null : read(cell);
}
