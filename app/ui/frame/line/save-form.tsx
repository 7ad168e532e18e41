import { Form, useNavigation, type FormProps } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { useLine } from './line-notice';

interface SaveFormProps extends FormProps {
  /** the door's reply that refuses what was entered; undefined: none */
  refused?: unknown;
}

/**
 * A form that Shopify's own bar saves, with errors in the app's words. The bar hides at every submission. Where one
 * did not get through or was refused, the form counts as changed again: the bar is back, and nothing that was
 * entered is lost. Between a submission and its reply the form takes no input: a saved form begins anew with what was
 * saved, and would lose what was typed meanwhile.
 */
export function SaveForm({ refused, children, ...props }: SaveFormProps) {
  const { failedSaves } = useLine();
  const [unsaved, setUnsaved] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const { state, formMethod } = useNavigation();
  const replied = state === 'loading' && refused !== undefined;
  const saving = formMethod === 'POST' && !replied;
  useEffect(() => {
    if (form.current !== null) form.current.inert = saving;
  }, [saving]);
  useEffect(() => {
    if (failedSaves > 0 || refused !== undefined) setUnsaved((times) => times + 1);
  }, [failedSaves, refused]);
  useEffect(() => {
    if (unsaved === 0) return;
    form.current?.dispatchEvent(new Event('input', { bubbles: true }));
    form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [unsaved]);
  return (
    <Form method="post" noValidate data-save-bar {...props} ref={form}>
      {/* the bar compares the form's values: a count that nothing reads makes them differ */}
      <input type="hidden" name="unsaved" value={unsaved} readOnly />
      {children}
    </Form>
  );
}
