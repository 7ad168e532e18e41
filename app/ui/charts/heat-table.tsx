import type { CSSProperties, ReactNode } from 'react';
import './table.css';

interface HeatCell {
  text: string;
  /** 0-1: darkness of the cell */
  heat: number;
  /** the period is not over: the number still grows */
  open?: boolean;
}

interface HeatTableProps {
  caption: string;
  corner: ReactNode;
  /** headings of the columns before the coloured ones, and of the coloured ones */
  before: ReactNode[];
  heads: string[];
  rows: { key: string; name: string; before: string[]; cells: (HeatCell | null)[] }[];
  openMark: string;
}

/** A table whose cells are shaded by their number; a cell that has not begun is empty. */
export function HeatTable({ caption, corner, before, heads, rows, openMark }: HeatTableProps) {
  return (
    // A scrolling region must be reachable by keyboard, or its right half cannot be read.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="om-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table className="om-table om-heat">
        <caption className="om-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{corner}</th>
            {before.map((head, index) => (
              <th key={index} scope="col">
                {head}
              </th>
            ))}
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.name}</th>
              {row.before.map((text, index) => (
                <td key={index}>{text}</td>
              ))}
              {row.cells.map((cell, index) => (
                <td
                  key={heads[index] ?? index}
                  className={cell?.open ? 'om-heat-open' : undefined}
                  style={cell === null ? undefined : tint(cell.heat)}
                >
                  {cell?.text}
                  {cell?.open && (
                    <>
                      <span aria-hidden="true">*</span>
                      <span className="om-hidden">{openMark}</span>
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The darkest cell: black letters still hold 4.5 : 1 on it. */
const DARKEST = 0.8;

function tint(heat: number): CSSProperties {
  const share = Math.round(Math.max(0, Math.min(1, heat)) * DARKEST * 100);
  return { backgroundColor: `color-mix(in srgb, var(--om-main) ${share}%, white)` };
}
