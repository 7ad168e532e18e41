import { BadOrderExport, quoted } from './bad-order-export';
import { COLUMNS } from './columns';
import { FIRST_CUSTOMER_ID, FIRST_ORDER_ID } from './ids';
import type { Spill } from './spill';
import { integer, text } from './spill';

/** @throws BadOrderExport when no row of an order carries the order's own fields */
export function refuseHeadless(spill: Spill): void {
  const find = spill.finder(
    'SELECT first_line, name FROM orders WHERE line IS NULL ORDER BY first_line LIMIT 1',
  );
  const order = find();
  if (order === undefined) return;
  throw new BadOrderExport({
    line: integer(order[0]),
    column: COLUMNS.subtotal,
    expected: `the amounts of order ${quoted(text(order[1]))} on its first row`,
    found: 'nothing on any of its rows',
  });
}

/** @throws BadOrderExport when two orders carry one Id */
export function refuseSharedIds(spill: Spill): void {
  const find = spill.finder(
    `SELECT id, max(line), min(name), max(name) FROM orders WHERE id IS NOT NULL
     GROUP BY id HAVING count(*) > 1 ORDER BY 2 LIMIT 1`,
  );
  const shared = find();
  if (shared === undefined) return;
  throw new BadOrderExport({
    line: integer(shared[1]),
    column: COLUMNS.id,
    expected: 'an Id that no other order has',
    found: `${integer(shared[0])} on ${text(shared[2])} and ${text(shared[3])}`,
  });
}

/** Orders without an Id are numbered by time and name after the greatest Id, whatever the order of the rows. */
export function assignOrderIds(spill: Spill): void {
  spill.run(`
    UPDATE orders SET id = (SELECT max(${FIRST_ORDER_ID}, coalesce(max(id), 0)) FROM orders) + numbered.rank
    FROM (
      SELECT key, row_number() OVER (ORDER BY created, length(name), name) AS rank FROM orders WHERE id IS NULL
    ) AS numbered
    WHERE numbered.key = orders.key`);
}

/** Customers are numbered by e-mail address, so that their ids sort as the addresses do. */
export function numberCustomers(spill: Spill): void {
  spill.run(`
    CREATE TABLE customers (email TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO customers
    SELECT email, ${FIRST_CUSTOMER_ID} + row_number() OVER (ORDER BY email)
    FROM (SELECT DISTINCT email FROM orders WHERE email IS NOT NULL)`);
}
