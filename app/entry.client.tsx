import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { chooseLanguage } from './i18n/language';
import { addTexts } from './i18n/texts';
import { patientFetch } from './ui/frame/line/line';

/** The server wrote the document in one language, which stays while the document lives. */
const language = chooseLanguage({ session: document.documentElement.lang });
addTexts(
  language,
  language === 'ja' ? (await import('./i18n/ja')).ja : (await import('./i18n/en')).en,
);

window.fetch = patientFetch(window.fetch.bind(window));

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
