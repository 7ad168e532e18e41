import { lazy, Suspense, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';

const TOUCHES = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

/** Until the page is touched, unless its address opens a pane; and until there is a connection. */
async function neededAndOnline(): Promise<void> {
  if (!new URLSearchParams(window.location.search).has('pane'))
    await new Promise<void>((touched) => {
      const stop = () => {
        for (const touch of TOUCHES) document.removeEventListener(touch, stop);
        touched();
      };
      for (const touch of TOUCHES) document.addEventListener(touch, stop, { passive: true });
    });
  // Chromium never tries a script again whose import failed
  if (!navigator.onLine)
    await new Promise((back) => window.addEventListener('online', back, { once: true }));
}

function NotLoaded() {
  const { t } = useTranslation('frame');
  return <p role="status">{t('panes.notLoaded')}</p>;
}

/**
 * A pane that the server draws whole and whose script comes with the first touch of the page: it can be read and its links
 * followed before that, and it is no part of the page's load.
 * @param drawn the component, on the server; null in the browser
 * @param bring imports it, with its texts
 */
export function laterPane<Props extends object>(
  drawn: ComponentType<Props> | null,
  bring: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  const later = lazy(async () => {
    await neededAndOnline();
    return { default: await bring().catch((): ComponentType<Props> => NotLoaded) };
  });
  const Part = (drawn ?? later) as ComponentType<Props>;
  return function LaterPane(props: Props) {
    return (
      <Suspense fallback={null}>
        <Part {...props} />
      </Suspense>
    );
  };
}
