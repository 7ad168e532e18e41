import { Note, Plot } from './plot';
import type { ReadPoint } from './reader';
import type { Axis, Tick } from './scale';
import './plot.css';

interface ColumnPart {
  key: string;
  value: number;
  /** class of the part's colour */
  tone: string;
}

interface ColumnChartProps {
  label: string;
  y: Axis;
  yTitle?: string;
  /** one column each, its parts from the bottom up */
  columns: { key: string; parts: ColumnPart[] }[];
  ticks: Tick[];
  /** a value for each column, joined by a line over them: the sum so far */
  line?: readonly number[];
  /** lines up through the columns, at 0-100 from the left */
  rules?: { at: number; label: string; level?: number }[];
  height?: number;
  gap?: number;
  /** what is read out of a column */
  read: (index: number) => Pick<ReadPoint, 'name' | 'text' | 'open'>;
}

/** Columns, whole or stacked. */
export function ColumnChart(props: ColumnChartProps) {
  const { label, y, yTitle, columns, ticks, rules = [], line, height, gap = 0.18, read } = props;
  const width = ((1 - gap) / columns.length) * 100;
  return (
    <Plot
      label={label}
      height={height}
      points={columns.map(({ parts }, index) => ({
        x: columnMiddle(index, columns.length),
        y: y.place(parts.reduce((sum, { value }) => sum + value, 0)),
        ...read(index),
      }))}
      x={ticks}
      y={y.ticks}
      yTitle={yTitle}
      over={rules.map((rule) => (
        <Note key={rule.label} x={rule.at} y={98 - (rule.level ?? 0) * 10} below>
          {rule.label}
        </Note>
      ))}
    >
      {columns.map((column, index) => {
        const x = columnMiddle(index, columns.length) - width / 2;
        let base = 0;
        return (
          <g key={column.key}>
            {column.parts.map((part) => {
              const from = y.place(base);
              base += part.value;
              const to = y.place(base);
              return (
                <rect
                  key={part.key}
                  className={`om-part ${part.tone}`}
                  x={x}
                  width={width}
                  y={100 - to}
                  height={Math.max(0, to - from)}
                />
              );
            })}
          </g>
        );
      })}
      {line !== undefined && (
        <path
          className="om-line om-line-over"
          d={line
            .map(
              (value, index) =>
                `${index === 0 ? 'M' : 'L'}${columnMiddle(index, line.length)} ${100 - y.place(value)}`,
            )
            .join('')}
        />
      )}
      {rules.map((rule) => (
        <line key={rule.label} className="om-rule" x1={rule.at} x2={rule.at} y1={0} y2={100} />
      ))}
    </Plot>
  );
}

/** Where the middle of column `index` of `count` stands, 0-100. */
export function columnMiddle(index: number, count: number): number {
  return ((index + 0.5) / count) * 100;
}
