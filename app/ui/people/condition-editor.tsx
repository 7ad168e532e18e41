import { Form, useLocation } from '@remix-run/react';
import { Button } from '@shopify/polaris';
import { useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageFormat } from '../numbers/use-format';
import { PEOPLE_FIELDS, type PeopleField, type Who } from '../../terms/people';
import { ViewFields } from '../frame/view-fields';
import { choicesOf, FIELD_GROUPS, mayMiss } from './choices-of';
import { isShare } from './condition-form';
import { keepingShopify, LIST, listAddress } from './list-address';
import { ListLink } from './list-link';
import type { CustomersView, Draft } from './view';
import { choiceWords, fieldName, noneWords } from './who-words';
import '../frame/forms.css';
import '../frame/strip/strip.css';
import './conditions.css';

interface EditorProps {
  view: CustomersView & { who: Who };
  draft: Draft;
  format: PageFormat;
}

/**
 * Adds a condition or changes one: first its field, then its values. Links and a form that is sent by GET, so that it works
 * before the page's script runs.
 */
export function ConditionEditor({ view, draft, format }: EditorProps) {
  const { t } = useTranslation('customers');
  const { field } = draft;
  const place = useRef<HTMLDivElement>(null);
  // the click was in the conditions above: what it opened is read next, from its top
  useEffect(() => {
    const { top = 0 } = place.current?.getBoundingClientRect() ?? {};
    place.current?.focus({ preventScroll: true });
    if (top < 0 || top > window.innerHeight / 2) place.current?.scrollIntoView();
  }, [field, draft.group, draft.at]);
  return (
    <div
      ref={place}
      tabIndex={-1}
      role="group"
      className="om-condition"
      aria-label={
        field === null ? t('editor.choose') : t('editor.label', { field: fieldName({ t }, field) })
      }
    >
      {field === null ? (
        <FieldMenu view={view} draft={draft} />
      ) : (
        <ConditionForm view={view} draft={draft} field={field} format={format} />
      )}
    </div>
  );
}

function FieldMenu({ view, draft }: Omit<EditorProps, 'format'>) {
  const { t } = useTranslation('customers');
  const { who, order } = view;
  return (
    <>
      <strong>{t('editor.choose')}</strong>
      <div className="om-fields">
        {Object.entries(FIELD_GROUPS).map(([group, fields]) => (
          <section key={group}>
            <strong>{t(`editor.group.${group}`)}</strong>
            <ul>
              {fields.map((field) => (
                <li key={field}>
                  <ListLink to={{ who, order, draft: { ...draft, field } }}>
                    {fieldName({ t }, field)}
                  </ListLink>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <ListLink to={{ who, order }}>{t('editor.cancel')}</ListLink>
    </>
  );
}

interface FormProps extends EditorProps {
  field: PeopleField;
}

function ConditionForm({ view, draft, field, format }: FormProps) {
  const { t } = useTranslation('customers');
  const { who, order } = view;
  const { search } = useLocation();
  const { fields, fault } = draft;
  const kind = PEOPLE_FIELDS[field];
  const wrong = useId();
  const kept = keepingShopify(listAddress({ who, order, draft }), new URLSearchParams(search));
  return (
    <Form
      method="get"
      action={LIST}
      // another condition begins with its own fields
      key={`${field}.${draft.group}.${draft.at ?? ''}`}
      className="om-strip-form"
      preventScrollReset
    >
      <ViewFields />
      {[...new URL(kept, 'http://app.invalid').searchParams].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name="set" value="1" />
      <strong>{t('editor.label', { field: fieldName({ t }, field) })}</strong>
      {kind === 'moment' && (
        <Entry name="day" label={t('editor.day')} value={fields.day} wrong={fault && wrong} />
      )}
      {kind === 'number' || kind === 'day' ? (
        <Ends field={field} draft={draft} wrong={fault && wrong} format={format} />
      ) : (
        <Values view={view} draft={draft} field={field} format={format} />
      )}
      {mayMiss(field) && (
        <Box
          name="none"
          value="1"
          label={t('editor.none', { value: noneWords({ t }, field) })}
          checked={fields.none}
        />
      )}
      <Box name="not" value="1" label={t('editor.not')} checked={fields.not} />
      {fault !== null && (
        <p id={wrong} role="alert" className="om-wrong">
          {t(`editor.fault.${fault}`)}
        </p>
      )}
      <div className="om-condition-buttons">
        <Button submit variant="primary">
          {t('editor.apply')}
        </Button>
        <ListLink to={{ who, order }}>{t('editor.cancel')}</ListLink>
      </div>
    </Form>
  );
}

/** Amounts of the shop's currency. */
const MONEY: readonly PeopleField[] = ['revenue', 'margin'];

interface EndsProps {
  field: PeopleField;
  draft: Draft;
  /** id of the sentence that refuses the form */
  wrong: string | null;
  format: PageFormat;
}

function Ends({ field, draft: { fields }, wrong, format }: EndsProps) {
  const { t } = useTranslation('customers');
  const isDay = PEOPLE_FIELDS[field] === 'day';
  const unit = isShare(field) ? '%' : MONEY.includes(field) ? format.unit : null;
  const labelOf = (label: string) => (unit === null ? label : t('editor.inUnit', { label, unit }));
  return (
    <>
      <div className="om-condition-ends">
        <Entry
          name="from"
          label={labelOf(t(isDay ? 'editor.fromDay' : 'editor.from'))}
          value={fields.from}
          wrong={wrong}
        />
        <Entry
          name="to"
          label={labelOf(t(isDay ? 'editor.toDay' : 'editor.to'))}
          value={fields.to}
          wrong={wrong}
        />
      </div>
      <span className="om-range">
        {t('editor.range')} {isDay && t('editor.dayHelp')}
      </span>
    </>
  );
}

function Values({ view, draft: { fields }, field, format }: FormProps) {
  const { t } = useTranslation('customers');
  const words = { t, format, titles: titlesOf(view) };
  const isProduct = PEOPLE_FIELDS[field] === 'key' && field !== 'filterSource';
  const offered = choicesOf(field) ?? keysOf(view, field);
  // what the address has and the shop offers no more stays visible
  const all = [...new Set([...offered, ...fields.is])];
  return (
    <>
      <fieldset className="om-choices">
        <legend>{t('editor.any')}</legend>
        <div className="om-condition-values">
          {all.map((value) => (
            <Box
              key={value}
              name="is"
              value={value}
              label={choiceWords(words, field, value)}
              checked={fields.is.includes(value)}
              own={PEOPLE_FIELDS[field] === 'key'}
            />
          ))}
        </div>
      </fieldset>
      {isProduct && (
        <Entry name="other" label={t('editor.product')} value={fields.other} wrong={null} />
      )}
    </>
  );
}

const keysOf = ({ choices }: CustomersView, field: PeopleField): string[] =>
  field === 'filterSource'
    ? choices.sources.map(({ key }) => key)
    : choices.products.map(({ id }) => id);

function titlesOf({ choices, titles }: CustomersView): Record<string, string> {
  const offered = choices.products.flatMap(({ id, title }) =>
    title === null ? [] : [[id, title]],
  );
  return { ...(Object.fromEntries(offered) as Record<string, string>), ...titles };
}

interface EntryProps {
  name: string;
  label: string;
  value: string;
  wrong: string | null;
}

function Entry({ name, label, value, wrong }: EntryProps) {
  return (
    <label className="om-field">
      <span>{label}</span>
      <input
        name={name}
        className="om-input"
        defaultValue={value}
        autoComplete="off"
        aria-invalid={wrong !== null || undefined}
        aria-describedby={wrong ?? undefined}
      />
    </label>
  );
}

interface BoxProps {
  name: string;
  value: string;
  label: string;
  checked: boolean;
  /** the shop's own word, which keeps its language */
  own?: boolean;
}

function Box({ name, value, label, checked, own = false }: BoxProps) {
  return (
    <label className="om-check">
      <input type="checkbox" name={name} value={value} defaultChecked={checked} />
      <span translate={own ? 'no' : undefined}>{label}</span>
    </label>
  );
}
