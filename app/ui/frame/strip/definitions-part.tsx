import { Link, useLocation } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { withSheet } from '../../sheets/sheet-key';
import { StripPart } from './strip-part';
import './strip.css';

/** The pages with definitions of their own. */
export type DefiningPage = 'home' | 'ltv' | 'repeat' | 'stages' | 'nps';

/** Every definition of a page, by name: each opens its number's sheet. */
export function DefinitionsPart({ page }: { page: DefiningPage }) {
  const { t, i18n } = useTranslation();
  const { search } = useLocation();
  const names = keysOf(i18n.getResource(i18n.language, page, 'definition'))
    .filter((key) => i18n.exists(`${page}:definition.${key}.formula`))
    .map((key) => ({ key, title: t(`${page}:definition.${key}.title`) }));
  return (
    <StripPart label="…" name={t('frame:strip.definitions')}>
      <strong>{t('frame:strip.definitions')}</strong>
      <ul className="om-strip-names">
        {names.map(({ key, title }) => (
          <li key={key}>
            <Link
              to={{ search: withSheet(search, `${page}.${key}`) }}
              state={{ opened: true }}
              aria-haspopup="dialog"
              preventScrollReset
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </StripPart>
  );
}

function keysOf(resource: unknown): string[] {
  return typeof resource === 'object' && resource !== null ? Object.keys(resource) : [];
}
