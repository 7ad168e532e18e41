import { startTransition, useEffect, useRef, useState, type ComponentType } from 'react';
import { onFirstTouch } from './first-touch';
import { laterPart } from './later-part';

/** React leaves what the server has drawn where it would write nothing. */
const AS_DRAWN = { __html: '' };

/**
 * A pane that the server draws whole and whose script comes with the first touch of the page: it can be read and its links
 * followed before that, and it is no part of the page's load. It comes at once where the address opens a pane, and on the
 * way from another page, when nothing is drawn.
 * @param drawn the component, on the server; null in the browser
 * @param bring imports it, with its texts
 */
export function laterPane<Props extends object>(
  drawn: ComponentType<Props> | null,
  bring: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const part = laterPart(bring);
  return function LaterPane(props: Props) {
    const box = useRef<HTMLDivElement>(null);
    const [Part, setPart] = useState(() => drawn ?? part.loaded);
    useEffect(() => {
      if (Part !== null) return;
      const load = () => {
        stop();
        void part.load().then((loaded) => {
          startTransition(() => setPart(() => loaded));
        });
      };
      const stop = onFirstTouch(load);
      // without a connection none is loaded
      window.addEventListener('online', load);
      const isOpened = new URLSearchParams(window.location.search).has('pane');
      if (isOpened || box.current?.childElementCount === 0) load();
      return () => {
        stop();
        window.removeEventListener('online', load);
      };
    }, [Part]);
    if (Part === null)
      return (
        <div key="drawn" ref={box} suppressHydrationWarning dangerouslySetInnerHTML={AS_DRAWN} />
      );
    return (
      <div key="own">
        <Part {...props} />
      </div>
    );
  };
}
