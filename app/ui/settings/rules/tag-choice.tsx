import { useFetcher } from '@remix-run/react';
import { useState } from 'react';
import { rules } from '../../../i18n/late/rules';
import { useLateTexts } from '../../frame/use-late-texts';
import '../../frame/forms.css';
import '../tried.css';
import './rules.css';

/** Tags that are shown at once; a search finds the others. */
const SHOWN = 40;

/** The shop's own tags to choose from, read from Shopify when a merchant opens them. */
export function TagChoice({ field }: { field: string }) {
  const { t } = useLateTexts(rules);
  const { load, data, state } = useFetcher<{ tags: string[] | null }>();
  const [search, setSearch] = useState('');
  if (data === undefined)
    return (
      <div>
        <button
          type="button"
          className="om-tried-button"
          onClick={() => load('/app/settings/rules/tags')}
        >
          {t('tags.choose')}
        </button>
        {state !== 'idle' && <p role="status">{t('tags.loading')}</p>}
      </div>
    );
  if (data.tags === null) return <p role="status">{t('tags.unknown')}</p>;
  if (data.tags.length === 0) return <p role="status">{t('tags.none')}</p>;
  const wanted = search.normalize('NFKC').trim().toLowerCase();
  const found = data.tags.filter((tag) => tag.normalize('NFKC').toLowerCase().includes(wanted));
  return (
    <div className="om-field">
      <label>
        {t('tags.search')}{' '}
        <input
          type="search"
          className="om-input"
          value={search}
          // no text of the form: the bar and the preview have no part in it
          onInput={(event) => event.stopPropagation()}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      </label>
      {found.length === 0 && <p role="status">{t('tags.noneFound')}</p>}
      <ul className="om-tag-choice" aria-label={t('tags.list')}>
        {found.slice(0, SHOWN).map((tag) => (
          <li key={tag}>
            <button
              type="button"
              className="om-tried-button"
              aria-label={t('tags.add', { tag })}
              onClick={(event) => add(event.currentTarget.form, field, tag)}
            >
              {tag}
            </button>
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p className="om-range">{t('tags.more', { shown: SHOWN })}</p>}
    </div>
  );
}

/** Adds a line to the field as if it had been typed: the bar and the preview follow. */
function add(form: HTMLFormElement | null, field: string, tag: string): void {
  const input = form?.elements.namedItem(field);
  if (!(input instanceof HTMLTextAreaElement)) return;
  const lines = input.value.split('\n').filter((line) => line.trim() !== '');
  if (!lines.includes(tag)) input.value = [...lines, tag].join('\n');
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
