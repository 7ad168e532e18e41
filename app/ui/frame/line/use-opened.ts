import { useEffect, useState } from 'react';

/**
 * What a form was opened with. A save begins a new form of what was saved; a refused one keeps its texts while the page reads
 * what someone else has changed meanwhile.
 * @param answer the door's reply to the last form
 */
export function useOpened<View>(view: View, answer: object | undefined): View {
  const [opened, setOpened] = useState(view);
  useEffect(() => {
    if (answer !== undefined && 'saved' in answer) setOpened(view);
  }, [answer, view]);
  return opened;
}
