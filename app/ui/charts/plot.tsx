import type { ReactNode } from 'react';
import { Reader, type ReadPoint } from './reader';
import type { Tick } from './scale';
import './plot.css';

interface PlotProps {
  /** text for a screen reader: what the picture shows and what it says */
  label: string;
  height?: number;
  x: Tick[];
  y: Tick[];
  /** the points that can be read out, from left to right */
  points: readonly ReadPoint[];
  /** what the numbers along the side count */
  yTitle?: string;
  /** shapes in the 100 x 100 sheet, y downwards */
  children: ReactNode;
  /** words and marks over the sheet, placed by percentage */
  over?: ReactNode;
}

/** The empty sheet of a chart: grid, ticks, and room for shapes. */
export function Plot(props: PlotProps) {
  const { label, height = 220, x, y, points, yTitle, children, over } = props;
  const widest = Math.max(2, ...y.map((tick) => tick.label.length));
  return (
    <div className="om-plot" style={{ gridTemplateColumns: `${widest * 0.64 + 0.8}em 1fr` }}>
      {yTitle !== undefined && (
        <span className="om-plot-title" aria-hidden="true">
          {yTitle}
        </span>
      )}
      <div className="om-plot-y" aria-hidden="true" style={{ height }}>
        {y.map((tick) => (
          <span key={tick.label} style={{ bottom: `${tick.at}%` }}>
            {tick.label}
          </span>
        ))}
      </div>
      <div className="om-plot-sheet" style={{ height }}>
        <svg
          role="img"
          aria-label={label}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          width="100%"
          height="100%"
        >
          {y.map((tick) => (
            <line
              key={tick.label}
              className={tick.at === 0 ? 'om-base' : 'om-grid'}
              x1={0}
              x2={100}
              y1={100 - tick.at}
              y2={100 - tick.at}
            />
          ))}
          {children}
        </svg>
        {over}
        <Reader label={label} points={points} />
      </div>
      <div className="om-plot-x" aria-hidden="true">
        {x.map((tick) => (
          <span key={tick.at} style={{ left: `${tick.at}%` }} className={edge(tick.at)}>
            {tick.label}
          </span>
        ))}
      </div>
    </div>
  );
}

function edge(at: number): string | undefined {
  if (at <= 1) return 'om-start';
  return at >= 96 ? 'om-end' : undefined;
}

interface NoteProps {
  x: number;
  /** 0-100 from the bottom */
  y: number;
  children: ReactNode;
  strong?: boolean;
  below?: boolean;
  /** over its point, or beside it; by default turned inwards near the edges */
  side?: 'middle' | 'left' | 'right';
}

/** A word at a point of the sheet; near the right edge it stands to the left. */
export function Note({ x, y, children, strong, below, side }: NoteProps) {
  const turned = side ?? (x > 72 ? 'left' : x < 12 ? 'right' : 'middle');
  const classes = [
    'om-note',
    `om-note-${turned}`,
    strong ? 'om-note-strong' : '',
    below ? 'om-note-below' : '',
  ];
  return (
    <span
      className={classes.filter(Boolean).join(' ')}
      style={{ left: `${x}%`, bottom: `${y}%` }}
      aria-hidden="true"
    >
      {children}
    </span>
  );
}

/** A dot that keeps its shape on a stretched sheet: a line without length, with round ends. */
export function Dot({
  x,
  y,
  size = 8,
  className = 'om-dot',
}: {
  x: number;
  y: number;
  size?: number;
  className?: string;
}) {
  return <path className={className} d={`M${x} ${100 - y}h0`} strokeWidth={size} />;
}
