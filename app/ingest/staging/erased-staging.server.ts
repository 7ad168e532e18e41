import { to as copyTo } from 'pg-copy-streams';
import { sql, type Sql, type Tx } from '../../store/db.server';
import type { ErasedIds } from '../facts/erased.server';

/** Takes customers out of staging that were erased. Where nothing ever was, nothing is read. */
export async function leaveOutCustomers(tx: Tx, erased: ErasedIds, customers: Sql): Promise<void> {
  if (erased.none) return;
  const gone = await among(tx, sql`id`, customers, (id) => erased.customer(id));
  await tx.query(sql`delete from ${customers} where id = any(${gone}::bigint[])`);
}

/** Takes orders out of staging that were erased, with their lines, and erased customers off the others. */
export async function leaveOutOrders(
  tx: Tx,
  erased: ErasedIds,
  orders: Sql,
  lines: Sql,
): Promise<void> {
  if (erased.none) return;
  const gone = await among(tx, sql`id`, orders, (id) => erased.order(id));
  await tx.query(sql`delete from ${orders} where id = any(${gone}::bigint[])`);
  await tx.query(sql`delete from ${lines} where order_id = any(${gone}::bigint[])`);
  const owners = await among(tx, sql`customer_id`, orders, (id) => erased.customer(id));
  await tx.query(sql`
    update ${orders} set customer_id = null, confirmation_hash = null
    where customer_id = any(${owners}::bigint[])`);
}

/** Takes lines out of staging whose order was erased. */
export async function leaveOutLines(tx: Tx, erased: ErasedIds, lines: Sql): Promise<void> {
  if (erased.none) return;
  const gone = await among(tx, sql`order_id`, lines, (id) => erased.order(id));
  await tx.query(sql`delete from ${lines} where order_id = any(${gone}::bigint[])`);
}

/** The erased ones among a column's ids, streamed: memory stays at one piece, whatever the table's size. */
async function among(
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
