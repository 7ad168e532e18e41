import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { useView, viewLink } from '../frame/view-address';
import { listAddress } from './list-address';

interface ListLinkProps {
  to: Parameters<typeof listAddress>[0];
  className?: string;
  /** what a screen reader says where the text is a sign */
  name?: string;
  current?: boolean;
  children: ReactNode;
}

/** A link within the customers' page: it keeps the day, and the place that the page is scrolled to. */
export function ListLink({ to, className, name, current, children }: ListLinkProps) {
  return (
    <Link
      to={viewLink(listAddress(to), useView())}
      className={className}
      aria-label={name}
      aria-current={current ? 'page' : undefined}
      preventScrollReset
    >
      {children}
    </Link>
  );
}
