import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import type { CostsView } from './costs-view';
import { useTypingPause } from './use-typing-pause';

interface Preview {
  /** the reply to what was entered last, or the page's own */
  shown: CostsView;
  /** something was entered since the form was opened or reset, and `shown` is the reply */
  isEntered: boolean;
  ask: (form: FormData) => void;
  /** the form was reset */
  forget: () => void;
}

/** Asks the page's door what saving the entered texts would give, once the merchant pauses. */
export function usePreview(view: CostsView): Preview {
  const { load, data } = useFetcher<{ view: CostsView }>();
  const [isAsked, setAsked] = useState(false);
  const pause = useTypingPause();
  const ask = (form: FormData) => {
    const query = new URLSearchParams([['preview', '1']]);
    for (const [name, value] of form)
      if (typeof value === 'string' && !/^(unsaved$|version$|was\.)/.test(name))
        query.set(name, value);
    pause.then(() => {
      setAsked(true);
      load(`/app/settings/costs?${query.toString()}`);
    });
  };
  const forget = () => {
    pause.cancel();
    setAsked(false);
  };
  const isEntered = isAsked && data !== undefined;
  return { shown: isEntered ? data.view : view, isEntered, ask, forget };
}
