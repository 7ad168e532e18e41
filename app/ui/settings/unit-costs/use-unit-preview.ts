import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { useTypingPause } from '../use-typing-pause';
import type { Unsaved, UnitCostsAnswer } from './view';

interface UnitPreview {
  /** the door's reply to what was entered last; undefined: nothing was, or the form was reset */
  asked: Unsaved | undefined;
  ask: (form: FormData) => void;
  /** the form was reset */
  forget: () => void;
}

/** Asks the page's door what saving the entered costs would give, once the merchant pauses. */
export function useUnitPreview(): UnitPreview {
  const { submit, data } = useFetcher<UnitCostsAnswer>();
  const [isAsked, setAsked] = useState(false);
  const pause = useTypingPause();
  const ask = (form: FormData) => {
    form.set('intent', 'preview');
    pause.then(() => {
      setAsked(true);
      submit(form, { method: 'post' });
    });
  };
  const forget = () => {
    pause.cancel();
    setAsked(false);
  };
  return {
    asked: isAsked && data !== undefined && 'faults' in data ? data : undefined,
    ask,
    forget,
  };
}
