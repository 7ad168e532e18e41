import type { Sql, Tx } from '../../store/db.server';
import type { Column } from '../facts/bulk-rows';
import { createTempStagingTable, StagingWriter, type StagingTable } from './staging.server';

/** Writes a few rows into a staging table of this transaction; call it once a table. */
export async function stageRows(
  tx: Tx,
  table: StagingTable,
  rows: readonly Column[][],
): Promise<Sql> {
  const name = await createTempStagingTable(tx, table);
  const writer = new StagingWriter(tx, name);
  for (const row of rows) await writer.write(row);
  await writer.end();
  return name;
}
