import { financialStatusNamed } from './financial-status';
import { FIELDS, type Head } from './head';
import { packLines, unpackLines, type OrderLine } from './order-line';
import type { Cell, Spill } from './spill';
import { integer, optional, text } from './spill';

/**
 * Adjacent rows of one order in a file; at most one of them has the order's fields. An order is one block,
 * unless its rows are apart or it was exported more than once.
 */
export interface Block {
  name: string;
  id: number | null;
  /** the index of its file, and the line of its first row */
  file: number;
  line: number;
  head: Head | null;
  lines: OrderLine[];
}

const COLUMNS = `name, id, file, line, ${FIELDS.map(([field]) => field).join(', ')}, lines`;
const ALL = `${COLUMNS}, customer`;
const MARKS = COLUMNS.replaceAll(/\w+/g, '?');

/** Creates a table of blocks; after `settleOrders` it has one row for each order. */
export function createBlocks(spill: Spill, table: string): void {
  spill.run(`CREATE TABLE ${table} (
    key INTEGER PRIMARY KEY, name TEXT NOT NULL, id INTEGER, file INTEGER NOT NULL, line INTEGER NOT NULL,
    email TEXT, phone TEXT, status TEXT, currency TEXT, created INTEGER, cancelled INTEGER,
    subtotal INTEGER, shipping INTEGER, taxes INTEGER, total INTEGER, discount INTEGER, refunded INTEGER,
    code TEXT, accepts INTEGER, source TEXT, tags TEXT, country TEXT, lines TEXT NOT NULL,
    -- whose the order is: its address until customers are numbered
    customer TEXT)`);
}

export function blockWriter(spill: Spill, table: string): (block: Block) => void {
  const insert = spill.writer(`INSERT INTO ${table} (${COLUMNS}, customer) VALUES (${MARKS}, ?)`);
  return ({ name, id, file, line, head, lines }) => {
    const fields = FIELDS.map(([field]) => head?.[field] ?? null);
    insert(name, id, file, line, ...fields, packLines(lines), head?.email ?? null);
  };
}

/** Moves the blocks of one table into another. */
export function moveBlocks(spill: Spill, from: string, to: string): void {
  spill.run(`INSERT INTO ${to} (${ALL}) SELECT ${ALL} FROM ${from}; DROP TABLE ${from}`);
}

/** The blocks of a table that match a condition, in its order. */
export function* readBlocks(spill: Spill, table: string, condition: string): Generator<Block> {
  for (const cells of spill.rows(`SELECT ${COLUMNS} FROM ${table} ${condition}`)) {
    yield {
      name: text(cells[0]),
      id: optional(cells[1], integer),
      file: integer(cells[2]),
      line: integer(cells[3]),
      head: headOf(cells.slice(4, 4 + FIELDS.length)),
      lines: unpackLines(text(cells[4 + FIELDS.length])),
    };
  }
}

/** The fields in the order of {@link FIELDS}; every order has a currency. */
function headOf(cells: readonly Cell[]): Head | null {
  if (cells[3] === null) return null;
  return {
    email: optional(cells[0], text),
    phone: optional(cells[1], text),
    status: optional(cells[2], (cell) => financialStatusNamed(text(cell)) ?? 'PAID'),
    currency: text(cells[3]),
    created: integer(cells[4]),
    cancelled: optional(cells[5], integer),
    subtotal: integer(cells[6]),
    shipping: integer(cells[7]),
    taxes: integer(cells[8]),
    total: integer(cells[9]),
    discount: integer(cells[10]),
    refunded: integer(cells[11]),
    code: optional(cells[12], text),
    accepts: integer(cells[13]),
    source: text(cells[14]),
    tags: optional(cells[15], text),
    country: optional(cells[16], text),
  };
}
