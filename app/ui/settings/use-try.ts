import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { useTypingPause } from './use-typing-pause';

interface Try<Reply> {
  /** the reply to what was entered last; null: nothing was, or it has not come */
  tried: Reply | null;
  running: boolean;
  ask: (form: FormData) => void;
  /** asks for the same again, without saying that it runs: it is counted in the background */
  again: (form: FormData) => void;
  /** the form was reset */
  forget: () => void;
}

/**
 * Asks the page's door what saving the entered texts would do, once the merchant pauses.
 * @param key of a reply to a form that was tried; other replies have none
 */
export function useTry<Reply extends object>(key: keyof Reply & string): Try<Reply> {
  const { submit, data, state } = useFetcher<object>();
  const [asked, setAsked] = useState<'anew' | 'again' | null>(null);
  const pause = useTypingPause();
  const ask = (form: FormData) => {
    form.set('intent', 'preview');
    setAsked('anew');
    pause.then(() => {
      // while it waited, the one before may have been asked for again
      setAsked('anew');
      submit(form, { method: 'post' });
    });
  };
  const again = (form: FormData) => {
    form.set('intent', 'preview');
    form.set('waits', '1');
    setAsked('again');
    submit(form, { method: 'post' });
  };
  const forget = () => {
    pause.cancel();
    setAsked(null);
  };
  return {
    tried: asked !== null && data !== undefined && key in data ? (data as Reply) : null,
    running: asked === 'anew' && state !== 'idle',
    ask,
    again,
    forget,
  };
}
