import type { ReactNode } from 'react';
import { LineNotice } from './line/line-notice';
import { Navigation } from './navigation';

/** What stands around every page of the merchant, a failed one too: menu, title, and what waits for the connection. */
export function AdminFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <Navigation />
      <LineNotice />
      {children}
    </>
  );
}
