import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
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

/** A number that opens the customers behind it, as of the day and with the filter of its page. */
export function PeopleLink({ who, children }: PeopleLinkProps) {
  const { t } = useTranslation('numbers');
  return (
    <Link to={peopleLink(who, useView())} className="om-people-link">
      {children}
      <span className="om-hidden">{t('seePeople')}</span>
    </Link>
  );
}
