import { BadOrderExport } from './bad-order-export';
import { blockWriter, createBlocks, moveBlocks, readBlocks, type Block } from './block';
import { COLUMNS } from './columns';
import { FAULTS, placeOf } from './faults';
import { FIRST_CUSTOMER_ID, FIRST_ORDER_ID } from './ids';
import { mergeName, type FileNames, type Met } from './merge';
import type { Spill } from './spill';
import { integer, text } from './spill';

/**
 * Makes one row of `orders` for every order: merges blocks with the same Name or Id.
 * @param withIds false if a spreadsheet has rounded the Ids: then a Name is an order
 * @throws BadOrderExport as `mergeName`, and for one Id under two Names or an order without fields
 */
export function settleOrders(spill: Spill, withIds: boolean, fileName: FileNames): Met {
  if (!withIds) spill.run('UPDATE orders SET id = NULL');
  spill.run('CREATE INDEX orders_by_name ON orders (name)');
  const met = mergeNames(spill, withIds, fileName);
  refuseHeadless(spill, fileName);
  refuseSharedIds(spill, fileName);
  return met;
}

function mergeNames(spill: Spill, withIds: boolean, fileName: FileNames): Met {
  const met: Met = { repeated: 0, sharedNames: 0, unclaimed: 0 };
  const several = 'name IN (SELECT name FROM orders GROUP BY name HAVING count(*) > 1)';
  createBlocks(spill, 'merged');
  const write = blockWriter(spill, 'merged');
  let group: Block[] = [];
  const merge = (): void => {
    if (group.length > 0) for (const one of mergeName(group, met, fileName)) write(one);
    group = [];
  };
  for (const block of readBlocks(spill, 'orders', `WHERE ${several} ORDER BY name, file, line`)) {
    if (group[0] !== undefined && group[0].name !== block.name) merge();
    group.push(withIds ? block : withoutIds(block));
  }
  merge();
  spill.run(`DELETE FROM orders WHERE ${several}`);
  moveBlocks(spill, 'merged', 'orders');
  return met;
}

function withoutIds(block: Block): Block {
  const lines = block.lines.map(({ goods, claim }) => ({
    goods,
    claim: claim && { ...claim, id: null },
  }));
  return { ...block, lines };
}

/** @throws BadOrderExport when no row of an order has the order's own fields */
function refuseHeadless(spill: Spill, fileName: FileNames): void {
  const order = spill.first(
    'SELECT file, line, name FROM orders WHERE currency IS NULL ORDER BY file, line LIMIT 1',
  );
  if (order === undefined) return;
  throw new BadOrderExport({
    line: integer(order[1]),
    column: COLUMNS.subtotal,
    ...FAULTS.noAmounts(text(order[2])),
  }).inFile(fileName(integer(order[0])));
}

/** @throws BadOrderExport when one Id has two Names */
function refuseSharedIds(spill: Spill, fileName: FileNames): void {
  const shared = spill.first(
    'SELECT id FROM orders WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 1',
  );
  if (shared === undefined) return;
  const id = integer(shared[0]);
  const [one, other] = [
    ...spill.rows('SELECT file, line, name FROM orders WHERE id = ? ORDER BY file, line', id),
  ];
  const [file, line, name] = [integer(one?.[0]), integer(one?.[1]), text(one?.[2])];
  throw new BadOrderExport({
    line: integer(other?.[1]),
    column: COLUMNS.id,
    ...FAULTS.twoNames(id, [name, text(other?.[2])], placeOf(line, fileName(file))),
  }).inFile(fileName(integer(other?.[0])));
}

/** Numbers orders without an Id by time and name after the greatest Id, independent of the order of the rows. */
export function assignOrderIds(spill: Spill): void {
  spill.run(`
    UPDATE orders SET id = (SELECT max(${FIRST_ORDER_ID}, coalesce(max(id), 0)) FROM orders) + numbered.rank
    FROM (
      SELECT key, row_number() OVER (ORDER BY created, length(name), name) AS rank FROM orders WHERE id IS NULL
    ) AS numbered
    WHERE numbered.key = orders.key`);
}

// No e-mail address begins with this, and it sorts after all of them.
export const PHONE_MARK = '\u{10ffff}';

/** Numbers of orders matched by phone: to the phone's one address, or to a customer of the phone alone. */
export interface ByPhone {
  joined: number;
  alone: number;
}

/**
 * Assigns each order's customer: by its e-mail address, else by the one address that the files have beside
 * its phone, else by the phone. Customers are numbered by address, then by phone, so that their ids sort in
 * the same order.
 */
export function numberCustomers(spill: Spill): ByPhone {
  spill.run(`
    CREATE TEMP TABLE phones AS
    SELECT phone, min(email) AS email, count(DISTINCT email) AS emails FROM orders
    WHERE phone IN (SELECT phone FROM orders WHERE email IS NULL) GROUP BY phone;
    UPDATE orders SET customer = CASE phones.emails WHEN 1 THEN phones.email ELSE '${PHONE_MARK}' || phones.phone END
    FROM phones WHERE orders.email IS NULL AND phones.phone = orders.phone;
    CREATE TABLE customers (customer TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
    INSERT INTO customers
    SELECT customer, ${FIRST_CUSTOMER_ID} + row_number() OVER (ORDER BY customer)
    FROM (SELECT DISTINCT customer FROM orders WHERE customer IS NOT NULL)`);
  const [joined, alone] =
    spill.first(
      `SELECT count(*) FILTER (WHERE customer NOT LIKE '${PHONE_MARK}%'), count(*) FILTER (WHERE customer LIKE '${PHONE_MARK}%')
       FROM orders WHERE email IS NULL AND customer IS NOT NULL`,
    ) ?? [];
  return { joined: integer(joined), alone: integer(alone) };
}
