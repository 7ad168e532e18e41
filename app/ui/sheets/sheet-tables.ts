import { createContext, useContext, useEffect, type RefObject } from 'react';
import type { DefinitionName } from '../numbers/definition-name';
import type { TableFile } from '../tables/table-csv';
import { sheetKey } from './sheet-key';

/** The definition of the card that a table stands in. */
export const CardTerm = createContext<DefinitionName | undefined>(undefined);

/** A table on the open page. */
export interface OpenTable {
  caption: string;
  /** makes its CSV file */
  file: () => TableFile;
}

interface Registered extends OpenTable {
  /** of the sheet of its card */
  sheet: string | null;
  place: Element;
}

/** The tables on the open page. Filled in the browser alone. */
const tables = new Set<Registered>();

/** Tells the page's menu and the sheet of the card that this table is there. @param file its identity may change */
export function useOpenTable(
  place: RefObject<Element>,
  caption: string,
  file: () => TableFile,
): void {
  const term = useContext(CardTerm);
  useEffect(() => {
    if (place.current === null) return;
    const sheet = term === undefined ? null : sheetKey(term);
    const own = { caption, file, sheet, place: place.current };
    tables.add(own);
    return () => {
      tables.delete(own);
    };
  }, [place, term, caption, file]);
}

/** The tables of the page from top to bottom. @param sheet of the card that they stand in; default: any */
export function openTables(sheet?: string): OpenTable[] {
  return [...tables]
    .filter((table) => sheet === undefined || table.sheet === sheet)
    .sort((one, other) =>
      one.place.compareDocumentPosition(other.place) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );
}
