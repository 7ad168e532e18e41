import { useContext, useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { PageFilesContext } from '../frame/page-files';
import { useFormat, type ShopWords } from '../numbers/use-format';
import { openTables, type OpenTable } from '../sheets/sheet-tables';
import { followMenu } from './menu-keys';
import { openCharts, savePicture, type OpenChart } from './picture/save-picture';
import { saveTables } from './save-tables';
import '../frame/strip/strip.css';

/** failed: a file could not be made. notLoaded: there was no connection for the code that makes one */
export type MenuProblem = 'failed' | 'notLoaded';

export interface MenuFilesProps {
  words: ShopWords;
  /** null: none any more */
  onProblem: (problem: MenuProblem | null) => void;
}

/**
 * The files of the page: its tables in one, each chart as a picture. Loaded by the page's first touch, so that it works
 * without a connection.
 */
export function MenuFiles({ words, onProblem }: MenuFilesProps) {
  const { t } = useTranslation('frame');
  const { day } = useFormat(words);
  const files = useContext(PageFilesContext);
  const place = useRef<HTMLDivElement>(null);
  const [offer, setOffer] = useState(NOTHING);
  useEffect(() => {
    const menu = menuOf(place);
    if (menu === null) return;
    return followMenu(menu, () => {
      // the focus goes to the first item, which must be there
      flushSync(() => setOffer({ tables: openTables(), charts: openCharts() }));
    });
  }, []);

  const save = async (make: () => Promise<void>) => {
    try {
      await make();
    } catch {
      onProblem('failed');
      return;
    }
    onProblem(null);
    const menu = menuOf(place);
    if (menu === null) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  };
  const { tables, charts } = offer;
  const saveAll = async () => {
    saveTables(
      tables.map(({ file }) => file()),
      files.name(files.title, 'zip'),
    );
  };

  return (
    <div ref={place} role="group" aria-label={t('menu.files')} className="om-menu-files">
      {(tables.length > 0 || charts.length > 0) && (
        <strong aria-hidden="true">{t('menu.files')}</strong>
      )}
      {tables.length > 0 && (
        <Item onChoose={() => save(saveAll)}>
          {t(tables.length === 1 ? 'menu.table' : 'menu.tables', { n: tables.length })}
        </Item>
      )}
      {charts.map((chart, index) => (
        <span key={index} className="om-menu-pictures">
          <Item onChoose={() => save(() => savePicture(chart, files, day, 'png'))}>
            {t('menu.picture', { chart: chart.title })}
          </Item>
          <Item
            name={t('menu.vector', { chart: chart.title })}
            onChoose={() => save(() => savePicture(chart, files, day, 'svg'))}
          >
            SVG
          </Item>
        </span>
      ))}
    </div>
  );
}

const NOTHING: { tables: OpenTable[]; charts: OpenChart[] } = { tables: [], charts: [] };

function menuOf({ current }: RefObject<Element>): HTMLDetailsElement | null {
  return current?.closest('details') ?? null;
}

interface ItemProps {
  /** what a screen reader says where the text is short */
  name?: string;
  onChoose: () => Promise<void>;
  children: ReactNode;
}

function Item({ name, onChoose, children }: ItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      aria-label={name}
      className="om-menu-item"
      onClick={() => void onChoose()}
    >
      {children}
    </button>
  );
}
