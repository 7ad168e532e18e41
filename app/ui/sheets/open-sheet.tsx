import { Link, useLocation, useNavigate } from '@remix-run/react';
import { useEffect, useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ltvTexts } from '../../i18n/late/ltv';
import { repeatTexts } from '../../i18n/late/repeat';
import { sheetTexts } from '../../i18n/late/sheets';
import { STAGE_NUMBERS } from '../../terms/stage-numbers';
import { useLateTexts } from '../frame/use-late-texts';
import type { PageFormat } from '../numbers/use-format';
import { PeopleLink } from '../people/people-link';
import { DefinitionText } from './definition-text';
import { ESTIMATES } from './estimates';
import { LeftOutCounts } from './left-out-counts';
import type { SheetFacts } from './sheet-facts';
import { nameOf, withSheet } from './sheet-key';
import { openTables, type OpenTable } from './sheet-tables';
import { ShopSums } from './shop-sums';
import { saveTable } from '../tables/save-table';
import '../tables/table.css';
import './sheet.css';

export interface OpenSheetProps {
  /** the number's key in the address */
  sheet: string;
  /** null before the first numbers: the sheet has the definition alone */
  facts: SheetFacts | null;
  format: PageFormat;
  /** what the page shows in a sheet beside the sums */
  more?: (sheet: string) => ReactNode;
}

/** The sheet of a number, with the texts of numbers that other pages show, too; nothing for a number that does not exist. */
export function OpenSheet(props: OpenSheetProps) {
  const { i18n } = useTranslation();
  useLateTexts(ltvTexts);
  useLateTexts(repeatTexts);
  useLateTexts(sheetTexts);
  return i18n.exists(`${nameOf(props.sheet)}.formula`) ? <Panel {...props} /> : null;
}

/**
 * Before the browser paints, and before a closed panel leaves the document: later its `close` would return the
 * focus to nothing. React warns of layout effects on the server, where there are none.
 */
const useBeforePaint = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * A panel beside the page, from below on a phone. The server draws it open; with a script it becomes modal: the
 * focus stays inside and returns to the number, Escape closes it.
 */
function Panel({ sheet, facts, format, more }: OpenSheetProps) {
  const { t, i18n } = useTranslation('sheets');
  const { search, state } = useLocation() as { search: string; state: { opened?: true } | null };
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const [tables, setTables] = useState<OpenTable[]>([]);
  const heading = useId();
  const name = nameOf(sheet);
  const closed = { search: withSheet(search, null) };
  const close = () => {
    // The number opened it: back, and the history is as it was. A sent address has no page before it.
    if (state?.opened) void navigate(-1);
    else void navigate(closed, { replace: true, preventScrollReset: true });
  };
  useBeforePaint(() => {
    const panel = dialog.current;
    if (panel === null) return;
    panel.removeAttribute('open');
    panel.showModal();
    return () => {
      panel.close();
      const { activeElement } = document;
      // opened by its address: no number had the focus
      if (activeElement === document.body || panel.contains(activeElement))
        document.querySelector<HTMLElement>(`[data-sheet="${CSS.escape(sheet)}"]`)?.focus();
    };
  }, [sheet]);
  useEffect(() => setTables(openTables(sheet)), [sheet]);
  const behind = facts?.people?.[sheet];
  const title = i18n.exists(`${name}.title`) ? `${name}.title` : `${name}.label`;
  return (
    // A click beside the panel closes it; Escape and the button do the same by keyboard.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      open
      className="om-number-sheet"
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <div className="om-number-sheet-inside">
        <div className="om-number-sheet-top">
          <h2 id={heading}>{t(title as 'numbers:sheet.close')}</h2>
          <Link
            to={closed}
            replace
            preventScrollReset
            className="om-number-sheet-close"
            aria-label={t('numbers:sheet.close')}
            onClick={(event) => {
              event.preventDefault();
              close();
            }}
          >
            <span aria-hidden="true">×</span>
          </Link>
        </div>
        {facts && <ShopSums sums={facts.sums[sheet] ?? []} format={format} />}
        {behind && (
          <p>
            <PeopleLink who={behind.who}>
              {t('people', { people: format.people(behind.customers) })}
            </PeopleLink>
          </p>
        )}
        {more?.(sheet)}
        <section>
          <h3 className="om-number-sheet-head">{t('meaning')}</h3>
          <DefinitionText name={name} rules={facts?.rules ?? STAGE_NUMBERS} />
          {ESTIMATES.has(sheet) && <p>{t('estimate')}</p>}
        </section>
        {facts && <LeftOutCounts sheet={sheet} facts={facts} format={format} />}
        {tables.map(({ caption, file }) => (
          <button key={caption} type="button" className="om-csv" onClick={() => saveTable(file())}>
            {t('numbers:table.csv', { table: caption })}
          </button>
        ))}
      </div>
    </dialog>
  );
}
