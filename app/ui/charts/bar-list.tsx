import type { ReactNode } from 'react';
import './bar-list.css';
import './plot.css';

export interface BarRow {
  key: string;
  name: ReactNode;
  /** 0-1, the length of the bar */
  length: number;
  /** 0-1, the loss against the row above, drawn after the bar; `marked` has it in words */
  lost?: number;
  value: ReactNode;
  note?: ReactNode;
  tone?: string;
  marked?: ReactNode;
}

/** Named bars, one below the other, with their values written out. */
export function BarList({ rows, label }: { rows: BarRow[]; label: string }) {
  return (
    <ul className="om-bars" aria-label={label}>
      {rows.map((row) => (
        <li key={row.key} className="om-bar">
          <span>{row.name}</span>
          <span className="om-bar-track" aria-hidden="true">
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="100%">
              <rect
                className={row.tone ?? 'om-fill'}
                width={Math.max(row.length > 0 ? 0.4 : 0, Math.min(1, row.length) * 100)}
                height={10}
              />
              {row.lost !== undefined && (
                <rect
                  className="om-lost-fill"
                  x={row.length * 100}
                  width={row.lost * 100}
                  height={10}
                />
              )}
            </svg>
          </span>
          <span className="om-bar-value">{row.value}</span>
          <span className="om-bar-note">{row.note}</span>
          {row.marked && <span className="om-bar-mark">{row.marked}</span>}
        </li>
      ))}
    </ul>
  );
}
