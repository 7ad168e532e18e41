import '../../tables/table.css';

interface ChangesTableProps {
  caption: string;
  /** of the first column, which names the row, and of the others */
  heads: readonly [name: string, ...others: string[]];
  rows: readonly { key: string; name: string; cells: readonly string[] }[];
  /** that there are more; null: there are not */
  rest: string | null;
}

/** The first changes of a file. */
export function ChangesTable({ caption, heads: [name, ...others], rows, rest }: ChangesTableProps) {
  if (rows.length === 0) return null;
  return (
    <>
      <table className="om-table">
        <caption className="om-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col" className="om-words">
              {name}
            </th>
            {others.map((head) => (
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
              {row.cells.map((cell, at) => (
                <td key={at} data-label={others[at]}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rest !== null && <p className="om-range">{rest}</p>}
    </>
  );
}
