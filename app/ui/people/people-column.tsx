import type { Who } from '../../terms/people';
import type { PageFormat } from '../numbers/use-format';
import type { Column } from '../tables/columns';
import { Customers } from './customers-column';
import './people-column.css';

/** Customers of a table's cell, and what they have bought. */
export interface PeopleCell {
  customers: number;
  revenue: number;
  /** before them, for the eye alone */
  sign?: string;
}

/**
 * A column of customers with their revenue below: each cell opens its people. Sorts by customers; the CSV has both.
 * @param cellOf null: the table has no such cell; one without customers shows 0 and opens nothing
 */
export function peopleColumn<Row>(
  key: string,
  label: string,
  cellOf: (row: Row) => PeopleCell | null,
  whoOf: (row: Row) => Who,
  format: PageFormat,
  more: Partial<Column<Row>> = {},
): Column<Row> {
  const customers = (row: Row) => cellOf(row)?.customers ?? null;
  return {
    ...{ key, label },
    value: customers,
    text: (row) => {
      const cell = cellOf(row);
      if (cell === null) return '';
      return cell.customers === 0
        ? format.number(0)
        : `${format.number(cell.customers)} ${format.headlineMoney(cell.revenue)}`;
    },
    show: (row) => {
      const cell = cellOf(row);
      if (cell === null) return null;
      if (cell.customers === 0) return <span className="om-range">{format.number(0)}</span>;
      return (
        <>
          {cell.sign !== undefined && <span aria-hidden="true">{cell.sign} </span>}
          <Customers
            count={cell.customers}
            who={whoOf(row)}
            text={format.number(cell.customers)}
          />{' '}
          <span className="om-people-yen">{format.headlineMoney(cell.revenue)}</span>
        </>
      );
    },
    file: [
      { label, cell: customers },
      {
        label: format.inCurrency(label),
        cell: (row) => ({ amount: cellOf(row)?.revenue ?? null, decimals: format.decimals }),
      },
    ],
    ...more,
  };
}
