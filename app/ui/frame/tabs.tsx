import { useLocation } from '@remix-run/react';
import { AppLink } from './app-link';
import './tabs.css';

interface TabsProps {
  /** what the pages are, for a screen reader */
  label: string;
  pages: readonly { url: string; name: string }[];
}

/** Pages that belong together. Links: each page loads what it shows. */
export function Tabs({ label, pages }: TabsProps) {
  const { pathname } = useLocation();
  return (
    <nav aria-label={label} className="om-tabs om-bare">
      {pages.map(({ url, name }) => (
        <AppLink
          key={url}
          url={url}
          className="om-tab"
          aria-current={pathname === url ? 'page' : undefined}
        >
          {name}
        </AppLink>
      ))}
    </nav>
  );
}
