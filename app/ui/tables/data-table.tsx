import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './columns';
import { Heads } from './heads';
import { inOrder, nextOrder, type Order } from './order';
import { TableTools } from './table-tools';
import { useEdges } from './use-edges';
import './table.css';

/** A table's columns and rows. */
export interface TableData<Row> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  marked?: (row: Row) => boolean;
  /** the totals or means, which stand first whatever the order */
  total?: Row;
  /** how many of the columns a row has; those after them have not begun. Default: all */
  lengthOf?: (row: Row) => number;
}

interface DataTableProps<Row> extends TableData<Row> {
  /** names the table for a screen reader, and its CSV file */
  caption: string;
  /** what a click on "all" opens: rows beyond ten, or columns beyond twelve months */
  folds?: 'rows' | 'columns';
}

/** A table this long scrolls in itself, under its head. */
const LONG = 15;

/**
 * A table that sorts by its heads and saves itself as CSV. On a phone each row is a card: the name with the
 * column that matters, the others below with their labels. Without a script it is a plain table.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, marked, total, folds, lengthOf } = props;
  const { i18n } = useTranslation();
  const [order, setOrder] = useState<Order>(null);
  const edges = useEdges();
  const ordered = useMemo(
    () => inOrder(rows, columns, order, i18n.language),
    [rows, columns, order, i18n.language],
  );
  // cells that are read one by one say whose they are
  const nameOf = (row: Row) => (folds === 'columns' ? keyOf(row) : undefined);
  const heated = columns.some(({ heat }) => heat !== undefined);
  const classes = ['om-table-box', folds && `om-fold-${folds}`, heated && 'om-heat'];
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <div className="om-scroll-box">
        {/* A scrolling region must be reachable by keyboard, or its right half cannot be read. */}
        <div
          ref={edges}
          className={rows.length > LONG ? 'om-scroll om-scroll-long' : 'om-scroll'}
          role="region"
          aria-label={caption}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <table className="om-table">
            <caption className="om-hidden">{caption}</caption>
            <Heads
              columns={columns}
              order={order}
              onSort={(column) => setOrder(nextOrder(order, column))}
            />
            {total !== undefined && (
              <tbody className="om-total">
                <Line
                  row={total}
                  columns={columns}
                  length={lengthOf?.(total)}
                  marked={false}
                  name={nameOf(total)}
                />
              </tbody>
            )}
            <tbody>
              {ordered.map((row) => (
                <Line
                  key={keyOf(row)}
                  row={row}
                  columns={columns}
                  length={lengthOf?.(row)}
                  marked={marked?.(row) ?? false}
                  name={nameOf(row)}
                />
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <TableTools
        caption={caption}
        columns={columns}
        rows={total === undefined ? ordered : [total, ...ordered]}
        order={order}
        onOrder={setOrder}
        folds={folds === 'rows' ? rows.length > SHOWN.rows : columns.length > SHOWN.columns}
        foldable={folds !== undefined}
      />
    </div>
  );
}

/** What a folded table shows; table.css hides the rest. Two columns stand before the months. */
const SHOWN = { rows: 10, columns: 14 };

interface LineProps<Row> {
  row: Row;
  columns: readonly Column<Row>[];
  length: number | undefined;
  marked: boolean;
  /** of the row, for a script */
  name: string | undefined;
}

function LineOf<Row>({ row, columns, length, marked, name }: LineProps<Row>) {
  return (
    <tr className={marked ? 'om-row-marked' : undefined} data-row={name}>
      {columns.slice(0, length).map((column, index) =>
        index === 0 ? (
          <th key={column.key} scope="row">
            {column.show?.(row) ?? column.text(row)}
          </th>
        ) : (
          <Cell key={column.key} row={row} column={column} />
        ),
      )}
    </tr>
  );
}

/** Sorting moves lines and renders none: a row is the same object in every order. */
const Line = memo(LineOf) as typeof LineOf;

function Cell<Row>({ row, column }: { row: Row; column: Column<Row> }) {
  const heat = column.heat?.(row) ?? null;
  const classes = [column.value === undefined && 'om-words', column.main && 'om-main'];
  return (
    <td
      className={classes.filter(Boolean).join(' ') || undefined}
      data-label={column.label}
      style={heat === null ? undefined : { ['--om-share' as string]: shade(heat) }}
    >
      {column.show?.(row) ?? column.text(row)}
    </td>
  );
}

/** The darkest cell, in percent: black letters still hold 4.5 : 1 on it. */
const DARKEST = 80;

function shade(heat: number): string {
  return `${Math.round(Math.max(0, Math.min(1, heat)) * DARKEST)}%`;
}
