import { csvRows } from '../../../csv-cells';
import { foldedName } from '../../../settings/entered/cells';
import { parseMonth } from '../../../settings/entered/spend';

/** Where a block is pasted. Row -1 is that of the channels' names. */
export interface PasteAt {
  row: number;
  column: number;
}

export interface Placed {
  cells: (PasteAt & { text: string })[];
  /** rows of the block that the grid has no month for */
  rowsOutside: number;
}

/** Columns of a block beyond this are dropped: more channels than a shop may have. */
const MOST_COLUMNS = 200;
const MOST_ROWS = 1000;

/** The rows of a copied block: tabs as spreadsheets copy, or commas. */
export function blockOf(text: string, isAmount: (text: string) => boolean): string[][] {
  const separator = text.includes('\t') ? '\t' : ',';
  const rows: string[][] = [];
  for (const { cells } of csvRows(text, separator)) {
    // 1,234 in a line of its own is one amount
    const whole = cells.join(',');
    rows.push((separator === ',' && isAmount(whole) ? [whole] : cells).slice(0, MOST_COLUMNS));
    if (rows.length === MOST_ROWS) break;
  }
  return rows;
}

/**
 * Where the cells of a pasted block go: from one cell on to the right and down. A block whose first column is of months
 * goes to those months, and with a first row of names to the channels of those names, a new one to the next empty column.
 * @param months of the grid's rows
 * @param names of its columns, as entered
 */
export function placeBlock(
  block: readonly (readonly string[])[],
  at: PasteAt,
  { months, names }: { months: readonly string[]; names: readonly string[] },
): Placed {
  const [head = [], ...rest] = block;
  const hasHead = parseMonth(head[0] ?? '') === null;
  const rows = hasHead ? rest : block;
  const ofMonths = rows.map(([first = '']) => parseMonth(first));
  const isByMonth = rows.length > 0 && ofMonths.every((month) => month !== null);
  if (!isByMonth) return placeFrom(block, at, months.length);
  const columns = hasHead
    ? columnsOf(head.slice(1), names)
    : (rows[0] ?? []).slice(1).map((_, index) => at.column + index);
  const cells: Placed['cells'] = [];
  if (hasHead)
    columns.forEach((column, index) => {
      const text = head[index + 1]?.trim() ?? '';
      if ((names[column] ?? '') === '') cells.push({ row: -1, column, text });
    });
  let rowsOutside = 0;
  rows.forEach((row, index) => {
    const place = months.indexOf(ofMonths[index] ?? '');
    if (place < 0) rowsOutside += 1;
    else
      columns.forEach((column, next) =>
        cells.push({ row: place, column, text: row[next + 1]?.trim() ?? '' }),
      );
  });
  return { cells, rowsOutside };
}

function placeFrom(block: readonly (readonly string[])[], at: PasteAt, rows: number): Placed {
  const inside = block.slice(0, rows - at.row);
  return {
    cells: inside.flatMap((row, down) =>
      row.map((text, right) => ({
        ...{ row: at.row + down, column: at.column + right },
        text: text.trim(),
      })),
    ),
    rowsOutside: block.length - inside.length,
  };
}

/** The column of each name: that of the channel with it, or the next one without a name. */
function columnsOf(heads: readonly string[], names: readonly string[]): number[] {
  const known = new Map(names.map((name, column) => [foldedName(name.trim()), column]));
  known.delete('');
  let next = 0;
  return heads.map((head) => {
    const folded = foldedName(head.trim());
    const found = known.get(folded);
    if (found !== undefined) return found;
    while ((names[next] ?? '').trim() !== '') next += 1;
    const column = next;
    next += 1;
    if (folded !== '') known.set(folded, column);
    return column;
  });
}
