import { useEffect, useState, type RefObject } from 'react';
import { cohortTexts } from '../../i18n/late/cohorts';
import { useLateTexts } from '../frame/use-late-texts';
import { useCellWords, type CellOf } from './cell-words';
import { PeopleLink } from '../people/people-link';
import { HEADS } from './mean';
import { cellWho } from './whose';
import './cohorts.css';

interface CellReaderProps extends CellOf {
  /** the table, and this line below it */
  box: RefObject<HTMLElement>;
  /** the period since the first purchase in the first column of values */
  first: number;
}

/** Where a cell stands: the key of its row, and its column among those of values. */
interface Place {
  row: string;
  column: number;
}

const STEPS: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/**
 * Reads cells of a table of cohorts: the one under the pointer, the one that was tapped, the one that the arrow keys have
 * reached. It draws its sentence and nothing of the table: 1,830 sentences would be heavier than the rest of the page.
 */
export function CellReader(props: CellReaderProps) {
  const { t } = useLateTexts(cohortTexts);
  const { box, first } = props;
  const words = useCellWords(props);
  const [place, setPlace] = useState<Place | null>(null);
  const { isCumulative } = props.view.choice;
  const who =
    place === null || place.row === 'null'
      ? null
      : cellWho(props.view, props.shown, Number(place.row), place.column + first);
  useEffect(() => {
    const table = box.current;
    if (table === null) return;
    const read = ({ target }: Event) => {
      const cell = valueCell(target);
      if (cell !== null) setPlace(placeOf(cell));
    };
    const step = (event: KeyboardEvent) => {
      const by = STEPS[event.key];
      if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const cell = next(table, event.target, by);
      if (cell === null) return;
      event.preventDefault();
      cell.tabIndex = -1;
      cell.focus();
    };
    const reads = ['pointerover', 'click', 'focusin'] as const;
    for (const name of reads) table.addEventListener(name, read, { passive: true });
    table.addEventListener('keydown', step);
    return () => {
      for (const name of reads) table.removeEventListener(name, read);
      table.removeEventListener('keydown', step);
    };
  }, [box]);
  return (
    <div className="om-cell-reader">
      <div role="status">{(place && words(place.row, place.column + first)) ?? t('hint')}</div>
      {who !== null && (
        <PeopleLink who={who}>{t(isCumulative ? 'see.total' : 'see.each')}</PeopleLink>
      )}
    </div>
  );
}

/** The cell of a value that an event is about; an empty one says nothing. */
function valueCell(target: EventTarget | null): HTMLTableCellElement | null {
  const cell = target instanceof Element ? target.closest('td') : null;
  return cell !== null && cell.cellIndex >= HEADS && cell.textContent !== '' ? cell : null;
}

function placeOf(cell: HTMLTableCellElement): Place {
  const row = cell.closest('tr')?.dataset.row ?? '';
  return { row, column: cell.cellIndex - HEADS };
}

/** The cell beside one; the first of the table where none has the focus. Cells that are folded away are passed over. */
function next(
  table: HTMLElement,
  target: EventTarget | null,
  [down, right]: readonly [number, number],
): HTMLTableCellElement | null {
  const rows = [...table.querySelectorAll('tr[data-row]')].filter(isDrawn) as HTMLTableRowElement[];
  const cell = valueCell(target);
  if (cell === null) {
    const inTable = target instanceof Element && target.matches('.om-scroll');
    return inTable ? (rows[0]?.cells[HEADS] ?? null) : null;
  }
  const row = rows[rows.findIndex((one) => one === cell.parentElement) + down];
  const found = row?.cells[cell.cellIndex + right];
  return found !== undefined && isDrawn(found) ? valueCell(found) : null;
}

const isDrawn = (element: Element) => element.getClientRects().length > 0;
