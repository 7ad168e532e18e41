import { Link } from '@remix-run/react';
import { createContext, useContext, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../frame/view-address';
import type { Who } from '../../terms/people';
import { peopleLink } from './who';
import './people-link.css';

interface PeopleLinkProps {
  /** whom the number counts; the page's filter is added */
  who: Who;
  /** the number as it is read */
  children: ReactNode;
}

/** Whether the page's numbers are of the customers that the address filters; false on a page that shows all of them. */
export const FilteredContext = createContext(true);

/** The address of the list of some customers, as of the day and with the filter of the page. */
export function usePeopleAddress(): (who: Who) => string {
  const view = useView();
  const shown = useContext(FilteredContext) ? view : { ...view, filter: {} };
  return (who) => peopleLink(who, shown);
}

/** A number that opens the customers behind it, as of the day and with the filter of its page. */
export function PeopleLink({ who, children }: PeopleLinkProps) {
  const { t } = useTranslation('numbers');
  const addressOf = usePeopleAddress();
  return (
    // a title and no hidden words: a cell has the words of its table's file
    <Link to={addressOf(who)} className="om-people-link" title={t('seePeople')}>
      {children}
    </Link>
  );
}
