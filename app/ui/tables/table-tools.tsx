import { useCallback, useContext, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { PageFilesContext } from '../frame/page-files';
import { useOpenTable } from '../sheets/sheet-tables';
import type { Column } from './columns';
import { nextOrder, type Order } from './order';
import { saveTable } from './save-table';
import { tableFile } from './table-csv';
import './table.css';

interface TableToolsProps<Row> {
  caption: string;
  columns: readonly Column<Row>[];
  /** in the order shown, the totals first */
  rows: readonly Row[];
  order: Order;
  onOrder: (order: Order) => void;
  /** whether "all" opens more: `foldable` for the phone, too */
  folds: boolean;
  foldable: boolean;
}

/** Below a table: "show all", a phone's choice of the order, CSV; and the order in words for a screen reader. */
export function TableTools<Row>(props: TableToolsProps<Row>) {
  const { caption, columns, rows, order, onOrder, folds, foldable } = props;
  const { t } = useTranslation('numbers');
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const files = useContext(PageFilesContext);
  const file = useCallback(
    () => tableFile(caption, columns, rows, files),
    [columns, rows, caption, files],
  );
  useOpenTable(place, caption, file);
  return (
    <div ref={place} className="om-tools">
      {foldable && (
        <label className={folds ? 'om-all-label' : 'om-all-label om-phone'}>
          {/* No script: the sheet of styles shows what the box opens. */}
          <input type="checkbox" className="om-all" autoComplete="off" /> {t('table.all')}
        </label>
      )}
      <span className="om-phone">
        <label htmlFor={id}>{t('table.order')}</label>{' '}
        <select
          id={id}
          value={order?.key ?? ''}
          onChange={({ target: { value } }) => {
            const column = columns.find(({ key }) => key === value);
            onOrder(column === undefined ? null : nextOrder(null, column));
          }}
        >
          <option value="">{t('table.own')}</option>
          {columns.map((column) => (
            <option key={column.key} value={column.key}>
              {inWords(column, column.value !== undefined)}
            </option>
          ))}
        </select>
      </span>
      <button
        type="button"
        className="om-csv"
        aria-label={t('table.csv', { table: caption })}
        onClick={() => saveTable(file())}
      >
        CSV
      </button>
      <span role="status" className="om-hidden">
        {said()}
      </span>
    </div>
  );

  function inWords(column: Column<Row>, down: boolean): string {
    const kind = column.value === undefined ? 'words' : 'numbers';
    return t(`table.${kind}.${down ? 'down' : 'up'}`, { column: column.label });
  }

  function said(): string {
    const column = columns.find(({ key }) => key === order?.key);
    return column === undefined || order === null ? '' : inWords(column, order.down);
  }
}
