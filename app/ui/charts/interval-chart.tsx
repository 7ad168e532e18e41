import { Dot, Note, Plot } from './plot';
import type { Axis } from './scale';

interface IntervalPoint {
  key: string;
  label: string;
  /** null: not knowable yet, its place stays empty */
  value: number | null;
  low: number | null;
  high: number | null;
  text: string;
  strong?: boolean;
}

interface IntervalChartProps {
  label: string;
  y: Axis;
  points: IntervalPoint[];
  rule?: { y: number; label: string };
  height?: number;
}

/** Estimates side by side, each a dot on its 95 % interval, beside a line to compare with. */
export function IntervalChart({ label, y, points, rule, height }: IntervalChartProps) {
  const place = (index: number) => ((index + 0.5) / points.length) * 100;
  const ticks = points.map((point, index) => ({ at: place(index), label: point.label }));
  return (
    <Plot
      label={label}
      height={height}
      x={ticks}
      y={y.ticks}
      over={
        <>
          {rule && (
            <Note x={2} y={y.place(rule.y)}>
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
      {rule && (
        <line
          className="om-rule"
          x1={0}
          x2={100}
          y1={100 - y.place(rule.y)}
          y2={100 - y.place(rule.y)}
        />
      )}
      {points.map((point, index) => (
        <g key={point.key}>
          {point.low !== null && point.high !== null && (
            <path
              className="om-whisker"
              d={`M${place(index)} ${100 - y.place(point.low)}V${100 - y.place(point.high)}`}
            />
          )}
          {point.value !== null && (
            <Dot x={place(index)} y={y.place(point.value)} size={point.strong ? 12 : 9} />
          )}
        </g>
      ))}
    </Plot>
  );
}
