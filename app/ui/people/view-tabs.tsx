import { useTranslation } from 'react-i18next';
import type { PageFormat } from '../numbers/use-format';
import { ListLink } from './list-link';
import { AppLink } from '../frame/app-link';
import { LIST } from './list-address';
import type { CustomersView } from './view';
import '../frame/tabs.css';
import { writeWho } from '../../who-address';

interface ViewTabsProps {
  view: CustomersView;
  /** customers of each tab by its key; null until they are counted */
  counts: Readonly<Record<string, number>> | null;
  format: PageFormat;
}

/** The lists of customers that stand as tabs: those of every shop, then the merchant's own. */
export function ViewTabs({ view, counts, format }: ViewTabsProps) {
  const { t } = useTranslation('customers');
  const shown = view.who === null ? null : writeWho(view.who);
  return (
    <nav aria-label={t('views.label')} className="om-tabs om-bare">
      {view.tabs.map(({ key, name, who }) => {
        const label = name ?? t(`views.${key}`);
        if (who === null)
          return (
            <AppLink key={key} url={`${LIST}?view=${key}`} className="om-tab">
              <span>
                <span translate="no">{label}</span>
                {t('views.unreadable')}
              </span>
            </AppLink>
          );
        const count = counts?.[key];
        return (
          <ListLink
            key={key}
            to={{ who, order: view.order }}
            className="om-tab"
            current={writeWho(who) === shown}
          >
            {/* one child: the tab is a flex box, which would part them */}
            <span>
              <span translate={name === null ? undefined : 'no'}>{label}</span>
              {counts === null
                ? t('views.counting')
                : count !== undefined && t('views.count', { n: format.number(count) })}
            </span>
          </ListLink>
        );
      })}
    </nav>
  );
}
