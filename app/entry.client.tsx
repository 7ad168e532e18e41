import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { patientFetch } from './ui/frame/line/line';
import { fetchPageScripts } from './ui/frame/line/page-scripts';

window.fetch = patientFetch(window.fetch.bind(window));
fetchPageScripts();

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
