import { Card } from '@shopify/polaris';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PRODUCT_ROLES } from '../../../terms/product-roles';
import '../../frame/forms.css';
import { SaveForm } from '../../frame/line/save-form';
import type { PageFormat } from '../../numbers/use-format';
import { RoleRow } from './row';
import { RolesPreview } from './preview';
import type { DraftAnswer, Roles, RolesView } from './view';
import { TriedPreview } from '../tried-preview';
import { useTry } from '../use-try';
import '../tried.css';
import './roles.css';

interface RolesFormProps {
  view: RolesView;
  format: PageFormat;
  /** the draft to start from; undefined: the saved roles */
  answer: DraftAnswer | undefined;
  onDiscard: () => void;
}

/**
 * The roles of the shown products. Every button works without a script, too: the door answers with the draft. With one,
 * each choice is previewed at once.
 */
export function RolesForm({ view, format, answer, onDiscard }: RolesFormProps) {
  const { t } = useTranslation('roles');
  // what the choices are made on: newer data of the page hides no change of others
  const [opened] = useState(view);
  const list = useRef<HTMLUListElement>(null);
  const { tried, running, ask, again, forget } = useTry<DraftAnswer>('draft');
  // a draft of the door has its own preview
  const forgetTried = useRef(forget);
  forgetTried.current = forget;
  useEffect(() => {
    if (answer === undefined || list.current === null) return;
    choose(list.current, answer.draft, opened);
    forgetTried.current();
  }, [answer, opened]);
  const { products } = view;
  const meanwhile = typeof answer?.problem === 'object' ? answer.problem.meanwhile : {};
  const suggestions = products.filter(
    ({ id, role, suggestion }) =>
      suggestion !== null && role === null && !(id in (answer?.draft ?? {})),
  ).length;
  const tryRoles = (event: FormEvent<HTMLFormElement>) => {
    if (!(event.target instanceof HTMLSelectElement) || event.target.name === 'all') return;
    ask(new FormData(event.currentTarget));
  };
  return (
    <SaveForm
      refused={answer}
      data-discard-confirmation
      onChange={tryRoles}
      onReset={() => {
        // a discarded choice takes its preview with it
        forget();
        onDiscard();
      }}
    >
      <input type="hidden" name="version" value={answer?.version ?? opened.version} readOnly />
      <div className="om-tried">
        <Card>
          <div className="om-roles-tools">
            {suggestions > 0 && (
              <button className="om-tried-button" name="intent" value="suggest">
                {t('suggest.all', { count: suggestions })}
              </button>
            )}
            <span className="om-roles-set">
              <label htmlFor="all">{t('set.label')}</label>
              <select id="all" name="all" className="om-select" defaultValue="trial">
                <RoleOptions />
              </select>
              <button className="om-tried-button" name="intent" value="set">
                {t('set.apply')}
              </button>
            </span>
          </div>
          <ul className="om-requests" aria-label={t('list')} ref={list}>
            {products.map((product) => (
              <li key={product.id}>
                <RoleRow
                  product={product}
                  was={roleIn(opened, product.id)}
                  draft={answer?.draft[product.id]}
                  format={format}
                  changedMeanwhile={product.id in meanwhile}
                >
                  <RoleOptions />
                </RoleRow>
              </li>
            ))}
          </ul>
        </Card>
        <TriedPreview title={t('preview.title')} see={t('preview.see')}>
          <RolesPreview
            preview={(tried ?? answer)?.preview ?? null}
            running={running}
            again={again}
            format={format}
          />
        </TriedPreview>
      </div>
    </SaveForm>
  );
}

const roleIn = ({ products }: RolesView, product: string) =>
  products.find(({ id }) => id === product)?.role ?? null;

/** Puts a draft into the form, as if it had been chosen there: Shopify's bar discards it to the saved roles. */
function choose(list: HTMLElement, draft: Roles, opened: RolesView): void {
  for (const select of list.querySelectorAll('select')) {
    const product = select.name.slice('role.'.length);
    const was = roleIn(opened, product);
    for (const option of select.options) option.defaultSelected = option.value === (was ?? '');
    const own = draft[product];
    select.value = (own === undefined ? was : own) ?? '';
  }
}

function RoleOptions() {
  const { t } = useTranslation('roles');
  return (
    <>
      <option value="">{t('role.none')}</option>
      {PRODUCT_ROLES.map((role) => (
        <option key={role} value={role}>
          {t(`role.${role}`)}
        </option>
      ))}
    </>
  );
}
