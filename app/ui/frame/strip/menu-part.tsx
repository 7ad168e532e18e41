import { Link, useLocation } from '@remix-run/react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MenuFilesProps, MenuProblem } from '../../menu/menu-files';
import type { ShopWords } from '../../numbers/use-format';
import { withSheet } from '../../sheets/sheet-key';
import { onFirstTouch } from '../first-touch';
import { laterPart } from '../later-part';
import { useView, viewLink } from '../view-address';
import { StripPart } from './strip-part';
import './strip.css';

/** The pages with definitions of their own. */
export type DefiningPage = 'home' | 'customers' | 'segments' | 'ltv' | 'repeat' | 'stages' | 'nps';

interface MenuPartProps {
  page: DefiningPage;
  words: ShopWords;
}

/**
 * What else a page can do: save its tables and charts, open every definition's sheet, and see which orders its numbers leave
 * out. The definitions are links, which work before the page's script runs.
 */
export function MenuPart({ page, words }: MenuPartProps) {
  const { t, i18n } = useTranslation();
  const { search } = useLocation();
  const view = useView();
  const [problem, setProblem] = useState<MenuProblem | null>(null);
  const { Files, load } = useFilesPart((loaded) => setProblem(loaded ? null : 'notLoaded'));
  const names = keysOf(i18n.getResource(i18n.language, page, 'definition'))
    .filter((key) => i18n.exists(`${page}:definition.${key}.formula`))
    .map((key) => ({ key, title: t(`${page}:definition.${key}.title`) }));
  return (
    <StripPart label="…" name={t('frame:menu.name')} menu onOpen={load}>
      <div role="menu" aria-label={t('frame:menu.name')} className="om-menu">
        {Files && <Files words={words} onProblem={setProblem} />}
        <strong aria-hidden="true">{t('frame:strip.definitions')}</strong>
        <ul role="group" aria-label={t('frame:strip.definitions')} className="om-strip-names">
          {names.map(({ key, title }) => (
            <li key={key} role="none">
              <Link
                to={{ search: withSheet(search, `${page}.${key}`) }}
                state={{ opened: true }}
                role="menuitem"
                className="om-menu-item"
                aria-haspopup="dialog"
                preventScrollReset
              >
                {title}
              </Link>
            </li>
          ))}
        </ul>
        <Link to={viewLink('/app/settings/data', view)} role="menuitem" className="om-menu-item">
          {t('numbers:leftOut.data')}
        </Link>
      </div>
      {problem !== null && <p role="alert">{t(`frame:menu.${problem}`)}</p>}
    </StripPart>
  );
}

const filesPart = laterPart<MenuFilesProps>(
  async () => (await import('../../menu/menu-files')).MenuFiles,
);

/**
 * The part of the menu that makes files, which no page needs before a click. It comes with the first touch of the page and
 * not with the click, which may find no connection. `load` asks again.
 */
function useFilesPart(onLoaded: (there: boolean) => void) {
  const [Files, setFiles] = useState(() => filesPart.loaded);
  const load = useCallback(async () => {
    const part = await filesPart.load();
    setFiles(() => part);
    return part !== null;
  }, []);
  useEffect(() => onFirstTouch(() => void load()), [load]);
  return { Files, load: () => void load().then(onLoaded) };
}

function keysOf(resource: unknown): string[] {
  return typeof resource === 'object' && resource !== null ? Object.keys(resource) : [];
}
