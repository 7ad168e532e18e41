import { to as copyTo } from 'pg-copy-streams';
import { raw, sql, type Sql, type Tx } from '../../store/db.server';
import type { ErasedIds } from '../facts/erased.server';

/** Deletes erased customers from staging. Reads nothing where the shop has erased none. */
export async function leaveOutCustomers(tx: Tx, erased: ErasedIds, customers: Sql): Promise<void> {
  if (erased.none) return;
  const gone = await erasedAmong(tx, sql`id`, customers, (id) => erased.customer(id));
  await tx.query(sql`delete from ${customers} where id = any(${gone}::bigint[])`);
}

/** Deletes erased orders and their lines from staging, and erased customers from the other orders. */
export async function leaveOutOrders(
  tx: Tx,
  erased: ErasedIds,
  orders: Sql,
  lines: Sql,
): Promise<void> {
  if (erased.none) return;
  const gone = await erasedAmong(tx, sql`id`, orders, (id) => erased.order(id));
  await tx.query(sql`delete from ${orders} where id = any(${gone}::bigint[])`);
  await tx.query(sql`delete from ${lines} where order_id = any(${gone}::bigint[])`);
  const owners = await erasedAmong(tx, sql`customer_id`, orders, (id) => erased.customer(id));
  await tx.query(sql`
    update ${orders} set customer_id = null, ${CLEARED}
    where customer_id = any(${owners}::bigint[])`);
}

/** Beside the customer: what proves a buyer, and how they came. */
const CLEARED = raw(
  ['confirmation_hash', 'visits_ready', 'first_visit', 'last_visit', 'source']
    .map((column) => `${column} = null`)
    .join(', '),
);

/** Deletes lines of erased orders from staging. */
export async function leaveOutLines(tx: Tx, erased: ErasedIds, lines: Sql): Promise<void> {
  if (erased.none) return;
  const gone = await erasedAmong(tx, sql`order_id`, lines, (id) => erased.order(id));
  await tx.query(sql`delete from ${lines} where order_id = any(${gone}::bigint[])`);
}

/** Erased ids in a column, read as a stream: memory holds one piece, whatever the table's size. */
async function erasedAmong(
  tx: Tx,
  column: Sql,
  table: Sql,
  isErased: (id: string) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  const ids = `copy (select distinct ${column.sql} from ${table.sql} where ${column.sql} is not null) to stdout`;
  const stream = tx.connection.query(copyTo(ids));
  let carry = '';
  for await (const piece of stream as AsyncIterable<Buffer>) {
    const lines = (carry + piece.toString('latin1')).split('\n');
    carry = lines.pop() ?? '';
    for (const id of lines) if (isErased(id)) found.push(id);
  }
  return found;
}
