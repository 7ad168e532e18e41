import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { chooseLanguage } from './i18n/language';
import { addTexts } from './i18n/texts';
import { patientFetch } from './ui/frame/line/line';
import { openSheet } from './ui/sheets/sheet-key';
import { sheetPart } from './ui/sheets/sheet-part';

/** The server wrote the document in one language, which stays while the document lives. */
const language = chooseLanguage({ session: document.documentElement.lang });
addTexts(
  language,
  language === 'ja' ? (await import('./i18n/ja')).ja : (await import('./i18n/en')).en,
);

window.fetch = patientFetch(window.fetch.bind(window));

function hydrate(): void {
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <RemixBrowser />
      </StrictMode>,
    );
  });
}

// Not awaited: the sheet's modules import some that wait for this one. Without a connection the page draws it later.
if (openSheet(window.location.search) === null) hydrate();
else void sheetPart.load().then(hydrate);
