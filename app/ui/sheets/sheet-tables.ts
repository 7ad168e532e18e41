import { createContext, useContext, useEffect } from 'react';
import type { DefinitionName } from '../numbers/definition-name';
import { sheetKey } from './sheet-key';

/** The definition of the card that a table stands in. */
export const CardTerm = createContext<DefinitionName | undefined>(undefined);

/** Tables on the open page by the sheet of their card: name to download. Filled in the browser alone. */
const tables = new Map<string, Map<string, () => void>>();

/** Tells the sheet of the card that it has this table. @param save downloads it; its identity may change */
export function useSheetTable(caption: string, save: () => void): void {
  const term = useContext(CardTerm);
  useEffect(() => {
    if (term === undefined) return;
    const key = sheetKey(term);
    const own = tables.get(key) ?? new Map<string, () => void>();
    tables.set(key, own);
    own.set(caption, save);
    return () => {
      if (own.get(caption) === save) own.delete(caption);
    };
  }, [term, caption, save]);
}

/** The tables of a sheet: name and download. */
export function tablesOf(sheet: string): { caption: string; save: () => void }[] {
  return [...(tables.get(sheet) ?? [])].map(([caption, save]) => ({ caption, save }));
}
