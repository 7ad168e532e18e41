import { Area, LinePath } from '@visx/shape';
import { Dot, Note, Plot } from './plot';
import type { Axis } from './scale';
import './plot.css';

export interface LinePoint {
  x: number;
  y: number;
  low?: number;
  high?: number;
}

interface Mark {
  x: number;
  y: number;
  label: string;
  strong?: boolean;
  side?: 'left' | 'right';
}

interface LineChartProps {
  label: string;
  x: Axis;
  y: Axis;
  yTitle?: string;
  points: LinePoint[];
  /** the line is lighter from this x on; it has a point there */
  lighterFrom?: number;
  /** points with their value written beside them */
  marks?: Mark[];
  /** dashed lines to compare with, across (y) or up (x) */
  rules?: { x?: number; y?: number; label: string }[];
  height?: number;
  /** what is read out of a point */
  read: (point: LinePoint) => { name: string; text: string };
}

/** One line with its 95 % band: how a value grows or falls with time. */
export function LineChart(props: LineChartProps) {
  const { label, x, y, yTitle, points, marks = [], rules = [], height, read } = props;
  const { lighterFrom = Infinity } = props;
  const lighter = points.filter((point) => point.x >= lighterFrom);
  const px = (point: LinePoint) => x.place(point.x);
  const down = (value: number) => 100 - y.place(value);
  const banded = points.filter((point) => point.low !== undefined && point.high !== undefined);
  return (
    <Plot
      label={label}
      height={height}
      points={readable(points).map((point) => ({
        x: px(point),
        y: y.place(point.y),
        ...read(point),
      }))}
      x={x.ticks}
      y={y.ticks}
      yTitle={yTitle}
      over={
        <>
          {rules.map((rule) => (
            <Note
              key={rule.label}
              // a line rises from the left, so that the words of one across stand at its end
              x={rule.x === undefined ? 99 : x.place(rule.x)}
              y={rule.y === undefined ? 1 : y.place(rule.y)}
              side={rule.x === undefined || x.place(rule.x) > 55 ? 'left' : 'right'}
            >
              {rule.label}
            </Note>
          ))}
          {marks.map((mark) => (
            <Note
              key={mark.x}
              x={x.place(mark.x)}
              y={y.place(mark.y)}
              strong={mark.strong}
              side={mark.side}
            >
              {mark.label}
            </Note>
          ))}
        </>
      }
    >
      {banded.length > 1 && (
        <Area
          className="om-band"
          data={banded}
          x={px}
          y0={(point) => down(point.low ?? point.y)}
          y1={(point) => down(point.high ?? point.y)}
        />
      )}
      {rules.map((rule) => (
        <line
          key={rule.label}
          className="om-rule"
          x1={rule.x === undefined ? 0 : x.place(rule.x)}
          x2={rule.x === undefined ? 100 : x.place(rule.x)}
          y1={rule.y === undefined ? 0 : down(rule.y)}
          y2={rule.y === undefined ? 100 : down(rule.y)}
        />
      ))}
      <LinePath
        className="om-line"
        data={points.filter((point) => point.x <= lighterFrom)}
        x={px}
        y={(point) => down(point.y)}
      />
      {lighter.length > 1 && (
        <LinePath
          className="om-line om-line-lighter"
          data={lighter}
          x={px}
          y={(point) => down(point.y)}
        />
      )}
      {marks.map((mark) => (
        <Dot key={mark.x} x={x.place(mark.x)} y={y.place(mark.y)} size={mark.strong ? 10 : 7} />
      ))}
    </Plot>
  );
}

/** One point of each x: at a step the lower one, which holds from there on. */
function readable(points: LinePoint[]): LinePoint[] {
  return points.filter((point, index) => points[index + 1]?.x !== point.x);
}
