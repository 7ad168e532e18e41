import { Link, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { useLaterPart } from '../frame/use-later-part';
import type { OpenSheetProps } from './open-sheet';
import { openSheet, withSheet } from './sheet-key';
import { sheetPart } from './sheet-part';
import './sheet.css';

/** The sheet of the number in the address; nothing without one, or for a number that does not exist. */
export function Sheet(props: Omit<OpenSheetProps, 'sheet'>) {
  const { search } = useLocation();
  const key = openSheet(search);
  const { Part: OpenSheet, isMissing } = useLaterPart(sheetPart, key !== null);
  if (key === null) return null;
  if (OpenSheet !== null) return <OpenSheet key={key} sheet={key} {...props} />;
  return isMissing ? <Missing closed={withSheet(search, null)} /> : null;
}

/** There was no connection for the sheet's script: it opens by itself when there is one. */
function Missing({ closed }: { closed: string }) {
  const { t } = useTranslation('numbers');
  return (
    <dialog open className="om-number-sheet">
      <div className="om-number-sheet-inside">
        <p role="alert">{t('sheet.notLoaded')}</p>
        <Link to={{ search: closed }} replace preventScrollReset>
          {t('sheet.close')}
        </Link>
      </div>
    </dialog>
  );
}
