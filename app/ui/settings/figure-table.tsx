import { UNKNOWN } from '../../i18n/format';
import '../tables/table.css';
import './moves.css';

interface FigureTableProps {
  caption: string;
  heads: readonly [figure: string, now: string, then: string];
  rows: readonly { name: string; now: string; then: string }[];
  /** beside a form, with the moves of customers */
  narrow?: boolean;
}

/** Numbers as they are and as saving would leave them; those that change stand out. */
export function FigureTable({ caption, heads, rows, narrow = false }: FigureTableProps) {
  const [figure, ...sides] = heads;
  return (
    <table className={narrow ? 'om-moves' : 'om-table'}>
      <caption className="om-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className={narrow ? undefined : 'om-words'}>
            {figure}
          </th>
          {sides.map((side) => (
            <th key={side} scope="col">
              {side}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, now, then }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td data-label={sides[0]}>{now}</td>
            <td data-label={sides[1]}>
              {now === then || then === UNKNOWN ? then : <strong>{then}</strong>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
