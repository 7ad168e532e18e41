import { useEffect, useRef } from 'react';

/** After the last letter; the reply takes a few milliseconds more. */
const TYPED_MS = 250;

/** Does something once the merchant pauses; what is typed meanwhile, and a reset, put it off or call it off. */
export function useTypingPause(): { then: (work: () => void) => void; cancel: () => void } {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    then: (work) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(work, TYPED_MS);
    },
    cancel: () => clearTimeout(timer.current),
  };
}
