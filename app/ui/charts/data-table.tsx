import type { ReactNode } from 'react';
import './table.css';

export interface Column {
  key: string;
  label: ReactNode;
  /** aligns words left; numbers align right */
  words?: boolean;
}

export interface Row {
  key: string;
  /** first cell names the row */
  cells: ReactNode[];
  marked?: boolean;
}

interface DataTableProps {
  /** names the table for a screen reader */
  caption: string;
  columns: Column[];
  rows: Row[];
}

/** A plain table that scrolls inside itself if it is wider than the screen. */
export function DataTable({ caption, columns, rows }: DataTableProps) {
  return (
    // A scrolling region must be reachable by keyboard, or its right half cannot be read.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="om-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="om-table">
        <caption className="om-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.words ? 'om-words' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={row.marked ? 'om-row-marked' : undefined}>
              {row.cells.map((cell, index) =>
                index === 0 ? (
                  <th key={columns[index]?.key ?? index} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td
                    key={columns[index]?.key ?? index}
                    className={columns[index]?.words ? 'om-words' : undefined}
                  >
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
