import { Link } from '@remix-run/react';
import { NavMenu, TitleBar } from '@shopify/app-bridge-react';
import { useTranslation } from 'react-i18next';
import { usePageTitle } from './page-title';
import { useView, viewLink } from './view-address';

/** The pages of the admin's menu below the app's name, which is Home. The survey is a tab of NPS, privacy a page of the settings. */
const MENU = ['ltv', 'repeat', 'stages', 'nps', 'settings'] as const;

/**
 * The admin's menu and title. Each page opens with the day, the comparison and the filters of the current one.
 */
export function Navigation() {
  const { t } = useTranslation();
  const title = usePageTitle();
  const view = useView();
  return (
    <>
      <NavMenu>
        <Link to={viewLink('/app', view)} rel="home">
          {t('appName')}
        </Link>
        {MENU.map((page) => (
          <Link key={page} to={viewLink(`/app/${page}`, view)}>
            {t(`nav.${page}`)}
          </Link>
        ))}
      </NavMenu>
      {title !== null && <TitleBar title={title} />}
    </>
  );
}
