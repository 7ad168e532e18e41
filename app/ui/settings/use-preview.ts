import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import type { CostsView } from './costs-view';

/** After the last letter; the reply takes a few milliseconds more. */
const TYPED_MS = 250;

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
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (form: FormData) => {
    clearTimeout(timer.current);
    const query = new URLSearchParams([['preview', '1']]);
    for (const [name, value] of form)
      if (typeof value === 'string' && name !== 'unsaved' && name !== 'version')
        query.set(name, value);
    timer.current = setTimeout(() => {
      setAsked(true);
      load(`/app/settings/costs?${query.toString()}`);
    }, TYPED_MS);
  };
  const forget = () => {
    clearTimeout(timer.current);
    setAsked(false);
  };
  const isEntered = isAsked && data !== undefined;
  return { shown: isEntered ? data.view : view, isEntered, ask, forget };
}
