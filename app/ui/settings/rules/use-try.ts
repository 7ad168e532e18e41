import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import type { Preview } from './view';

/** After the last letter. */
const TYPED_MS = 250;

interface Try<Tried> {
  /** the reply to what was entered last; null: nothing was, or it has not come */
  tried: Tried | null;
  running: boolean;
  ask: (form: FormData) => void;
  /** the form was reset */
  forget: () => void;
}

/** Asks the page's door what saving the entered texts would do, once the merchant pauses. */
export function useTry<Tried extends { preview: Preview }>(): Try<Tried> {
  const { submit, data, state } = useFetcher<Tried | object>();
  const [isAsked, setAsked] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (form: FormData) => {
    clearTimeout(timer.current);
    form.set('intent', 'preview');
    setAsked(true);
    timer.current = setTimeout(() => submit(form, { method: 'post' }), TYPED_MS);
  };
  const forget = () => {
    clearTimeout(timer.current);
    setAsked(false);
  };
  return {
    tried: isAsked && data !== undefined && 'preview' in data ? (data as Tried) : null,
    running: isAsked && state !== 'idle',
    ask,
    forget,
  };
}
