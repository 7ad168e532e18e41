import { useNavigate } from '@remix-run/react';
import { AppProvider as PolarisProvider } from '@shopify/polaris';
import { useEffect, type ReactNode } from 'react';
import type { Language } from '../../i18n/language';
import { textsOf } from '../../i18n/texts';
import { AppLink } from './app-link';
import { waitForScripts } from './line/patient-router';

/**
 * Polaris with the app's links, and the admin's menu (`shopify:navigate`). The AppProvider of Shopify's
 * library does the same and accepts no link component.
 */
export function AppProvider({ language, children }: { language: Language; children: ReactNode }) {
  const navigate = useNavigate();
  useEffect(() => waitForScripts(window.__remixRouter), []);
  useEffect(() => {
    const follow = ({ target }: Event) => {
      const address = target instanceof Element ? target.getAttribute('href') : null;
      if (address !== null) navigate(address);
    };
    addEventListener('shopify:navigate', follow);
    return () => removeEventListener('shopify:navigate', follow);
  }, [navigate]);
  return (
    <PolarisProvider i18n={textsOf(language).polaris} linkComponent={AppLink}>
      {children}
    </PolarisProvider>
  );
}
