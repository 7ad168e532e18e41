import { LinePath } from '@visx/shape';
import { Note, Plot } from './plot';
import type { Axis } from './scale';
import './plot.css';
import './lines-chart.css';
import './legend.css';

interface Line {
  key: string;
  name: string;
  /** from left to right */
  points: readonly { x: number; y: number }[];
}

interface LinesChartProps {
  label: string;
  x: Axis;
  y: Axis;
  yTitle?: string;
  /** as many as there are strokes at most */
  lines: readonly Line[];
  /** the lines are lighter from this x on */
  lighterFrom?: number;
  /** dashed lines to compare with, across */
  rules?: readonly { y: number; label: string }[];
  height?: number;
  /** what is read out at an x: the values of the lines that reach it */
  read: (x: number, values: { name: string; value: number }[]) => { name: string; text: string };
}

/** Several lines on one sheet, told apart by colour and dashes, with their names below. */
export function LinesChart(props: LinesChartProps) {
  const { label, x, y, yTitle, lines, rules = [], height = 260, read } = props;
  const { lighterFrom = Infinity } = props;
  const places = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.x)))];
  places.sort((a, b) => a - b);
  return (
    <>
      <Plot
        label={label}
        height={height}
        points={places.map((at) => {
          const values = lines.flatMap(({ name, points }) => {
            const own = points.find((point) => point.x === at);
            return own === undefined ? [] : [{ name, value: own.y }];
          });
          return { x: x.place(at), y: null, ...read(at, values) };
        })}
        x={x.ticks}
        y={y.ticks}
        yTitle={yTitle}
        over={rules.map((rule) => (
          <Note key={rule.label} x={99} y={y.place(rule.y)} side="left">
            {rule.label}
          </Note>
        ))}
      >
        {rules.map((rule) => (
          <line
            key={rule.label}
            className="om-rule"
            x1={0}
            x2={100}
            y1={100 - y.place(rule.y)}
            y2={100 - y.place(rule.y)}
          />
        ))}
        {lines.map(({ key, points }, at) =>
          [
            points.filter((point) => point.x <= lighterFrom),
            points.filter((point) => point.x >= lighterFrom),
          ].map(
            (part, later) =>
              part.length > 1 && (
                <LinePath
                  key={`${key} ${String(later)}`}
                  className={`om-line om-stroke-${String(at + 1)} ${later ? 'om-line-lighter' : ''}`}
                  data={[...part]}
                  x={(point) => x.place(point.x)}
                  y={(point) => 100 - y.place(point.y)}
                />
              ),
          ),
        )}
      </Plot>
      <ul className="om-legend">
        {lines.map(({ key, name }, at) => (
          <li key={key}>
            <svg className="om-stroke-key" viewBox="0 0 28 4" aria-hidden="true">
              <path className={`om-line om-stroke-${String(at + 1)}`} d="M0 2h28" />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </>
  );
}
