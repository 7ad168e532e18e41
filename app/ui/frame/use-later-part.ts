import { useEffect, useState, type ComponentType } from 'react';
import { onFirstTouch } from './first-touch';
import type { LaterPart } from './later-part';

/**
 * A part of a page whose script comes with the first touch of the page, and not with the click, which may find no connection.
 * @param isOpen whether it is asked for: then it is tried at once, and again when the connection is back
 */
export function useLaterPart<Props>(
  part: LaterPart<Props>,
  isOpen: boolean,
): { Part: ComponentType<Props> | null; isMissing: boolean } {
  const [Part, setPart] = useState(() => part.loaded);
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    if (Part !== null) return;
    const load = () => {
      void part.load().then((loaded) => {
        setPart(() => loaded);
        setMissing(loaded === null);
      });
    };
    if (!isOpen) return onFirstTouch(load);
    load();
    window.addEventListener('online', load);
    return () => window.removeEventListener('online', load);
  }, [Part, part, isOpen]);
  return { Part, isMissing };
}
