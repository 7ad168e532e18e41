import type { ReactNode } from 'react';
import './said.css';

/** The door's reply to a form, above the page: read out when it comes, and no gap without it. */
export function Said({ children }: { children: ReactNode }) {
  return (
    <div role="status" aria-live="polite" className="om-said">
      {children}
    </div>
  );
}
