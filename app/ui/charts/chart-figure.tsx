import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable, type TableData } from '../tables/data-table';
import './chart-figure.css';

interface ChartFigureProps<Row> {
  title: string;
  /** the same data as a table */
  table: TableData<Row>;
  /** how to read it; what the band or the dashed line is */
  note?: ReactNode;
  /** the table says more than the picture, and starts open */
  open?: boolean;
  children: ReactNode;
}

/** A chart with the same numbers as a table, one click (or no script at all) away. */
export function ChartFigure<Row>({ title, table, note, open, children }: ChartFigureProps<Row>) {
  const { t } = useTranslation('numbers');
  return (
    <figure className="om-figure" aria-label={title}>
      {children}
      {note !== undefined && <figcaption className="om-figure-note">{note}</figcaption>}
      <details className="om-twin" open={open}>
        <summary>{t('chart.asTable')}</summary>
        <DataTable caption={title} {...table} />
      </details>
    </figure>
  );
}
