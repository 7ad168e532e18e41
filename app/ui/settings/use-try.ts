import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { useTypingPause } from './use-typing-pause';

interface Try<Reply> {
  /** the reply to what was entered last; null: nothing was, or it has not come */
  tried: Reply | null;
  running: boolean;
  ask: (form: FormData) => void;
  /** the form was reset */
  forget: () => void;
}

/**
 * Asks the page's door what saving the entered texts would do, once the merchant pauses.
 * @param key of a reply to a form that was tried; other replies have none
 */
export function useTry<Reply extends object>(key: keyof Reply & string): Try<Reply> {
  const { submit, data, state } = useFetcher<object>();
  const [isAsked, setAsked] = useState(false);
  const pause = useTypingPause();
  const ask = (form: FormData) => {
    form.set('intent', 'preview');
    setAsked(true);
    pause.then(() => submit(form, { method: 'post' }));
  };
  const forget = () => {
    pause.cancel();
    setAsked(false);
  };
  return {
    tried: isAsked && data !== undefined && key in data ? (data as Reply) : null,
    running: isAsked && state !== 'idle',
    ask,
    forget,
  };
}
