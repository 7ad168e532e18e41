import { useId, type ClipboardEvent } from 'react';
import { advertising } from '../../../i18n/late/advertising';
import { gridFields, type GridRead } from '../../../settings/entered/spend-grid';
import { useLateTexts } from '../../frame/use-late-texts';
import { useFormat } from '../../numbers/use-format';
import { cellAt, enterCell, handleGridKey } from './grid-keys';
import type { Column } from './grid-view';
import { SpendInput } from './spend-input';
import type { GridView } from './view';
import './spend-grid.css';

interface SpendGridProps {
  view: GridView;
  columns: readonly Column[];
  /** the texts that the fields start from, by name */
  texts: Readonly<Record<string, string>>;
  /** the texts now */
  entered: Readonly<Record<string, string>>;
  /** what they mean; null: nothing yet */
  read: GridRead | null;
  onPaste: (event: ClipboardEvent<HTMLElement>) => void;
}

/** The months that a phone shows at first: spend-grid.css hides the others. */
const ON_PHONE = 6;

/** Months down, channels across; on a phone a card for each month, the newest first. */
export function SpendGrid({ view, columns, texts, entered, read, onPaste }: SpendGridProps) {
  const { t } = useLateTexts(advertising);
  const format = useFormat(view);
  const id = useId();
  const { months, decimals } = view;
  const nameOf = (column: number): string => {
    const field = gridFields.name(column);
    const name = (entered[field] ?? texts[field] ?? '').trim();
    return name === '' ? t('grid.channelNumber', { n: column + 1 }) : name;
  };
  const isRemoved = (column: number) => entered[gridFields.remove(column)] !== undefined;
  const amountAt = (column: number, month: string): number | null =>
    isRemoved(column) ? null : (read?.amounts.get(gridFields.cell(column, month)) ?? null);
  // nothing entered is not known to be 0
  const sum = (amounts: (number | null)[]): number | null => {
    const known = amounts.filter((amount) => amount !== null);
    if (known.length === 0) return null;
    return Number(known.reduce((all, amount) => all + amount, 0).toFixed(decimals));
  };
  const ofMonth = (month: string) => sum(columns.map((_, column) => amountAt(column, month)));
  const ofChannel = (column: number) => sum(months.map((month) => amountAt(column, month)));
  const faultOf = (field: string): string | null => {
    const fault = read?.faults[field];
    return fault === undefined ? null : t(`fault.${fault}`, faultWords(view));
  };
  return (
    <div className="om-spend-scroll">
      {/* the keys of the cells inside */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <table
        className="om-spend"
        onKeyDown={handleGridKey}
        onPaste={onPaste}
        onFocus={({ target }) => {
          if (target instanceof HTMLInputElement && target.dataset.cell !== undefined)
            enterCell(target);
        }}
      >
        <caption className="om-hidden">{t('grid.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('grid.month')}</th>
            {columns.map(({ was }, column) => (
              <th key={column} scope="col" id={`${id}${column}`}>
                {/* the field's own name says which channel it is of */}
                <span aria-hidden="true" className="om-spend-label">
                  {t('grid.name')}
                </span>
                <SpendInput
                  name={gridFields.name(column)}
                  label={t('grid.nameOf', { n: column + 1 })}
                  place={cellAt(-1, column)}
                  initial={texts[gridFields.name(column)] ?? ''}
                  placeholder={was === '' && column === 0 ? t('grid.example') : undefined}
                  wrong={faultOf(gridFields.name(column))}
                  words
                />
                <input type="hidden" name={gridFields.was(column)} value={was} readOnly />
                {was !== '' && (
                  <label className="om-spend-remove">
                    <input
                      type="checkbox"
                      name={gridFields.remove(column)}
                      defaultChecked={texts[gridFields.remove(column)] !== undefined}
                      aria-label={t('grid.removeOf', { channel: was })}
                    />
                    <span>{t('grid.remove')}</span>
                  </label>
                )}
              </th>
            ))}
            <th scope="col">{t('grid.total')}</th>
          </tr>
        </thead>
        <tbody>
          {months.map((month, row) => (
            <tr key={month}>
              <th scope="row">{format.month(month)}</th>
              {columns.map((_, column) => (
                <td
                  key={column}
                  data-label={nameOf(column)}
                  className={isRemoved(column) ? 'om-spend-removed' : undefined}
                >
                  <SpendInput
                    name={gridFields.cell(column, month)}
                    label={t('grid.cell', { month: format.month(month), channel: nameOf(column) })}
                    place={cellAt(row, column)}
                    initial={texts[gridFields.cell(column, month)] ?? ''}
                    wrong={isRemoved(column) ? null : faultOf(gridFields.cell(column, month))}
                  />
                </td>
              ))}
              <td data-label={t('grid.total')}>{format.money(ofMonth(month))}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('grid.total')}</th>
            {columns.map((_, column) => (
              <td key={column} data-label={nameOf(column)}>
                {format.money(ofChannel(column))}
              </td>
            ))}
            <td data-label={t('grid.total')}>{format.money(sum(months.map(ofMonth)))}</td>
          </tr>
        </tfoot>
      </table>
      {months.length > ON_PHONE && (
        <details className="om-spend-earlier">
          <summary>{t('grid.earlier')}</summary>
        </details>
      )}
    </div>
  );
}

/** The values that the sentences of faults take. */
export const faultWords = ({ currency, decimals }: Pick<GridView, 'currency' | 'decimals'>) => ({
  currency,
  count: decimals,
});
