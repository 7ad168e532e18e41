import { Link } from '@remix-run/react';
import type { UnstyledLinkProps } from '@shopify/polaris';
import { forwardRef } from 'react';
import { useViewLink } from './view-address';

/** Paths of the merchant's pages. */
const OF_A_PAGE = /^\/app(?=[/?#]|$)/;

/**
 * The link of every Polaris component. One to a page of the app keeps the view of the page it stands on, so
 * that no component has to remember it; any other stays as it is.
 */
export const AppLink = forwardRef<HTMLAnchorElement, UnstyledLinkProps>(function AppLink(
  { url, external, ...props },
  ref,
) {
  const isPage = OF_A_PAGE.test(url);
  const inView = useViewLink(isPage ? url : '/app');
  const opened = external === true ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  return <Link {...opened} {...props} to={isPage ? inView : url} ref={ref} />;
});
