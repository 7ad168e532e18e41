import { Link, useLocation } from '@remix-run/react';
import type { ReactNode } from 'react';
import { sheetKey, withSheet } from '../sheets/sheet-key';
import type { DefinitionName } from './definition-name';
import './definition.css';

/**
 * A word that opens its number's sheet: this shop's sum, the meaning, and what is left out. It is a link to the same view
 * with the sheet in its address, so that it works without a script and can be sent.
 */
export function Term({ name, children }: { name: DefinitionName; children: ReactNode }) {
  const { search } = useLocation();
  const key = sheetKey(name);
  return (
    <Link
      to={{ search: withSheet(search, key) }}
      className="om-term"
      aria-haspopup="dialog"
      data-sheet={key}
      preventScrollReset
      state={{ opened: true }}
    >
      {children}
    </Link>
  );
}
