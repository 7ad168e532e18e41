import { Note, Plot } from './plot';
import type { Axis } from './scale';
import './plot.css';

interface IntervalPoint {
  key: string;
  label: string;
  /** null: not known yet; its place stays empty */
  value: number | null;
  low: number | null;
  high: number | null;
  text: string;
  /** with its 95 % interval, read out; null: `text` alone */
  range: string | null;
  strong?: boolean;
}

interface IntervalChartProps {
  label: string;
  y: Axis;
  yTitle?: string;
  points: IntervalPoint[];
  rule?: { y: number; label: string };
  height?: number;
}

/** Shares of a column's place that the column takes, and of the sheet that a whisker's cap does. */
const COLUMN = 0.5;
const CAP = 1.5;

/** Estimates side by side, each a column with its 95 % interval, beside a line to compare with. */
export function IntervalChart({ label, y, yTitle, points, rule, height }: IntervalChartProps) {
  const slot = 100 / points.length;
  const place = (index: number) => (index + 0.5) * slot;
  const down = (value: number) => 100 - y.place(value);
  const ticks = points.map((point, index) => ({ at: place(index), label: point.label }));
  return (
    <Plot
      label={label}
      height={height}
      points={points.map((point, index) => ({
        x: place(index),
        y: point.value === null ? null : y.place(point.value),
        name: point.label,
        text: point.range ?? point.text,
      }))}
      x={ticks}
      y={y.ticks}
      yTitle={yTitle}
      over={
        <>
          {rule && (
            <Note x={1} y={y.place(rule.y)}>
              {rule.label}
            </Note>
          )}
          {points.map((point, index) => (
            <Note
              key={point.key}
              x={place(index)}
              y={y.place(point.high ?? point.value ?? 0)}
              strong={point.strong}
              side="middle"
            >
              {point.text}
            </Note>
          ))}
        </>
      }
    >
      {points.map((point, index) => (
        <g key={point.key}>
          {point.value !== null && (
            <rect
              className={point.strong ? 'om-fill' : 'om-fill-soft'}
              x={place(index) - (slot * COLUMN) / 2}
              width={slot * COLUMN}
              y={down(point.value)}
              height={y.place(point.value)}
            />
          )}
          {point.low !== null && point.high !== null && (
            <path
              className="om-whisker"
              d={whisker(place(index), down(point.low), down(point.high))}
            />
          )}
        </g>
      ))}
      {rule && <path className="om-rule" d={`M0 ${down(rule.y)}H100`} />}
    </Plot>
  );
}

function whisker(x: number, low: number, high: number): string {
  const cap = (at: number) => `M${x - CAP} ${at}H${x + CAP}`;
  return `M${x} ${low}V${high}${cap(low)}${cap(high)}`;
}
