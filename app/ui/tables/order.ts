import type { Column } from './columns';

/** The order that a reader has chosen for a table; null: the page's own. */
export type Order = { key: string; down: boolean } | null;

/** The order after a click on a head: numbers begin with the largest, words with the first; then reversed, then the page's own. */
export function nextOrder<Row>(order: Order, column: Column<Row>): Order {
  const first = column.value !== undefined;
  if (order?.key !== column.key) return { key: column.key, down: first };
  return order.down === first ? { key: column.key, down: !first } : null;
}

/** The rows in an order: unknown values last in both directions, equal ones as they stood. */
export function inOrder<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  order: Order,
  language: string,
): readonly Row[] {
  const column = columns.find(({ key }) => key === order?.key);
  if (order === null || column === undefined) return rows;
  const turn = order.down ? -1 : 1;
  if (column.value === undefined) {
    const { compare } = new Intl.Collator(language, { numeric: true });
    return rows.toSorted((a, b) => turn * compare(column.text(a), column.text(b)));
  }
  const known = rows.map((row) => ({ row, value: column.value?.(row) ?? null }));
  return known
    .toSorted((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null);
      return turn * (a.value - b.value);
    })
    .map(({ row }) => row);
}
