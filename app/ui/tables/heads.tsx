import { useTranslation } from 'react-i18next';
import { Term } from '../numbers/definition';
import type { Column } from './columns';
import type { Order } from './order';
import './table.css';

interface HeadsProps<Row> {
  columns: readonly Column<Row>[];
  order: Order;
  onSort: (column: Column<Row>) => void;
}

/** A table's heads, each a button that sorts by its column. */
export function Heads<Row>({ columns, order, onSort }: HeadsProps<Row>) {
  const { t } = useTranslation('numbers');
  const sorted = columns.find(({ key }) => key === order?.key);
  return (
    <thead>
      <tr>
        {columns.map((column, index) => {
          // a head ends where its figures end: the arrow stands before it, and after the head of words
          const isLeft = index === 0 || column.value === undefined;
          const term =
            column.term === undefined ? null : <Term name={column.term}>{column.label}</Term>;
          const label = column.term === undefined ? column.label : null;
          return (
            <th
              key={column.key}
              scope="col"
              className={column.value === undefined ? 'om-words' : undefined}
              aria-sort={column === sorted ? (order?.down ? 'descending' : 'ascending') : undefined}
            >
              {isLeft && term}
              <button
                type="button"
                className="om-sort"
                aria-label={
                  column.term === undefined
                    ? undefined
                    : t('table.sortBy', { column: column.label })
                }
                onClick={() => onSort(column)}
              >
                {isLeft && label}
                <span className="om-arrow" aria-hidden="true" />
                {!isLeft && label}
              </button>
              {!isLeft && term}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
