import { Link } from '@remix-run/react';
import type { UnstyledLinkProps } from '@shopify/polaris';
import { forwardRef } from 'react';
import { useView, viewLink } from './view-address';

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
  const view = useView();
  const opened = external === true ? { target: '_blank', rel: 'noopener noreferrer' } : {};
  const to = OF_A_PAGE.test(url) ? viewLink(url, view) : url;
  return <Link {...opened} {...props} to={to} ref={ref} />;
});
