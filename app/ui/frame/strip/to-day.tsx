import { Form, useLocation, useSubmit } from '@remix-run/react';
import type { ReactNode } from 'react';
import './strip.css';

const DOOR = '/app/past-day';

/**
 * A form that leads this page to a day; its fields say which. Before the page's script runs it is sent by GET, which
 * needs no session token and requests nothing; with it by POST, and the door requests a day that is not kept.
 */
export function ToDay({ children }: { children: ReactNode }) {
  const { pathname, search } = useLocation();
  const submit = useSubmit();
  return (
    <Form
      action={DOOR}
      className="om-strip-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit(event.currentTarget, { method: 'post', action: DOOR });
      }}
    >
      <input type="hidden" name="page" value={pathname} />
      <input type="hidden" name="search" value={search} />
      {children}
    </Form>
  );
}
