import { Link, useLocation } from '@remix-run/react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { laterPart } from '../frame/later-part';
import { WHAT_IF, withWhatIf } from '../sheets/sheet-key';
import type { PartProps } from './formula';
import './what-if.css';

const whatIfPart = laterPart<PartProps>(async () => (await import('./what-if/what-if')).WhatIf);

/**
 * Opens the what-if below the formula. Its address says that it is open, and what is moved; its script comes once the link
 * is near.
 */
export function WhatIfPart(props: PartProps) {
  const { t } = useTranslation('ltv');
  const { search } = useLocation();
  const isOpen = new URLSearchParams(search).has(WHAT_IF);
  const [WhatIf, setPart] = useState(() => whatIfPart.loaded);
  const [state, setState] = useState<'none' | 'loading' | 'missing'>('none');
  const load = useCallback(async () => {
    setState('loading');
    const part = await whatIfPart.load();
    setPart(() => part);
    if (part === null) setState('missing');
  }, []);
  useEffect(() => {
    if (!isOpen) return;
    void load();
    // the connection is back
    const again = () => void load();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [isOpen, load]);
  if (props.view.ltv.value === null) return null;
  return (
    <>
      <Link
        to={{ search: withWhatIf(search, isOpen ? null : '') }}
        className="om-what-if-switch"
        aria-expanded={isOpen}
        preventScrollReset
        onPointerEnter={() => void whatIfPart.load()}
        onFocus={() => void whatIfPart.load()}
      >
        {t(isOpen ? 'whatIf.close' : 'whatIf.open')}
      </Link>
      {isOpen && WhatIf !== null && <WhatIf {...props} />}
      {isOpen && WhatIf === null && (
        <p role="status">
          {state === 'none' ? (
            <noscript>{t('whatIf.needsScript')}</noscript>
          ) : (
            t(state === 'missing' ? 'whatIf.notLoaded' : 'whatIf.loading')
          )}
        </p>
      )}
    </>
  );
}
