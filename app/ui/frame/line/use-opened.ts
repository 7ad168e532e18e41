import { useEffect, useRef, useState } from 'react';

/**
 * What a form was opened with. A save begins a new form of what was saved; a refused one keeps its texts while the page reads
 * what someone else has changed meanwhile.
 * @param answer the door's reply to the last form
 */
export function useOpened<View>(view: View, answer: object | undefined): View {
  const [opened, setOpened] = useState(view);
  // the reply to a save comes before what was saved; what is read later than that is of other people
  const isAwaited = useRef(false);
  useEffect(() => {
    isAwaited.current = answer !== undefined && 'saved' in answer;
  }, [answer]);
  useEffect(() => {
    if (!isAwaited.current) return;
    isAwaited.current = false;
    setOpened(view);
  }, [view]);
  return opened;
}
