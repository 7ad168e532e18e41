import { Link } from '@remix-run/react';
import { NavMenu, TitleBar } from '@shopify/app-bridge-react';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { ALL_PARTS, type PartsInUse } from '../../terms/parts-in-use';
import { usePageTitle } from './page-title';
import { useView, viewLink } from './view-address';

/** The pages of the admin's menu below the app's name, which is Home. The survey is a tab of NPS, privacy a page of the settings. */
const MENU = ['customers', 'segments', 'ltv', 'repeat', 'stages', 'nps', 'settings'] as const;

/** The parts that the shop uses, for the menu of every page. */
export const PartsContext = createContext<PartsInUse>(ALL_PARTS);

/**
 * The admin's menu and title. Each page opens with the day, the comparison and the filters of the current one.
 */
export function Navigation() {
  const { t } = useTranslation();
  const title = usePageTitle();
  const view = useView();
  const { nps } = useContext(PartsContext);
  return (
    <>
      <NavMenu>
        <Link to={viewLink('/app', view)} rel="home">
          {t('appName')}
        </Link>
        {MENU.filter((page) => page !== 'nps' || nps).map((page) => (
          <Link key={page} to={viewLink(`/app/${page}`, view)}>
            {t(`nav.${page}`)}
          </Link>
        ))}
      </NavMenu>
      {title !== null && <TitleBar title={title} />}
    </>
  );
}
