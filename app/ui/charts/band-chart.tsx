import { Area, LinePath } from '@visx/shape';
import { Dot, Note, Plot } from './plot';
import type { Axis, Tick } from './scale';
import './plot.css';

interface BandPoint {
  key: string;
  value: number;
  low: number;
  high: number;
}

interface BandChartProps {
  label: string;
  y: Axis;
  yTitle?: string;
  /** oldest first, evenly spaced; null where unknown, which breaks the line */
  points: (BandPoint | null)[];
  ticks: Tick[];
  /** written above the band at the last point, if it is known: beside the point, the line would cross it */
  last?: string;
  height?: number;
  /** stretches to mark, by the places of their first and last point */
  marked?: readonly { from: number; to: number }[];
  /** what is read out of a point; null is one that is unknown */
  read: (index: number) => { name: string; text: string };
}

/** The share of the chart that the last point's note is wide. */
const NOTE_SHARE = 0.06;

/** A value with its 95 % band through time, above and below 0. */
export function BandChart(props: BandChartProps) {
  const { label, y, yTitle, points, ticks, last, height, marked = [], read } = props;
  const across = (index: number) => (index / Math.max(1, points.length - 1)) * 100;
  const down = (value: number) => 100 - y.place(value);
  const newest = points.at(-1);
  const under = points.slice(-Math.ceil(points.length * NOTE_SHARE));
  const highest = Math.max(...under.flatMap((point) => (point === null ? [] : [point.high])));
  return (
    <Plot
      label={label}
      height={height}
      points={points.map((point, index) => ({
        x: across(index),
        y: point && y.place(point.value),
        ...read(index),
      }))}
      x={ticks}
      y={y.ticks}
      yTitle={yTitle}
      over={
        newest && last !== undefined ? (
          <Note x={100} y={y.place(highest)} strong side="left">
            {last}
          </Note>
        ) : null
      }
    >
      {marked.map(({ from, to }) => (
        <rect
          key={from}
          className="om-marked"
          x={across(from)}
          width={Math.max(across(to) - across(from), 0.5)}
          y={0}
          height={100}
        />
      ))}
      {runs(points).map((run) => (
        <g key={run[0]?.point.key}>
          <Area
            className="om-band"
            data={run}
            x={({ index }) => across(index)}
            y0={({ point }) => down(point.low)}
            y1={({ point }) => down(point.high)}
          />
          <LinePath
            className="om-line"
            data={run}
            x={({ index }) => across(index)}
            y={({ point }) => down(point.value)}
          />
          {run.map(
            ({ index, point }) =>
              (run.length === 1 || index === points.length - 1) && (
                <Dot key={point.key} x={across(index)} y={y.place(point.value)} />
              ),
          )}
        </g>
      ))}
      <line className="om-base" x1={0} x2={100} y1={down(0)} y2={down(0)} />
    </Plot>
  );
}

interface Placed {
  index: number;
  point: BandPoint;
}

/** The stretches without a gap. */
function runs(points: (BandPoint | null)[]): Placed[][] {
  const found: Placed[][] = [];
  let run: Placed[] = [];
  for (const [index, point] of points.entries()) {
    if (point === null) run = [];
    else {
      if (run.length === 0) found.push(run);
      run.push({ index, point });
    }
  }
  return found;
}
