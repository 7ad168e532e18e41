import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductRole } from '../../../terms/product-roles';
import '../../frame/forms.css';
import type { PageFormat } from '../../numbers/use-format';
import { reasonWords } from './reason-words';
import type { ProductRow } from './view';
import './roles.css';

interface RoleRowProps {
  product: ProductRow;
  /** its role when the form was opened */
  was: ProductRole | null;
  /** undefined: as it is saved */
  draft: ProductRole | null | undefined;
  format: PageFormat;
  /** someone else changed it since the draft was begun */
  changedMeanwhile: boolean;
  /** the options of its select */
  children: ReactNode;
}

/** A smaller share would be written as 0.0 %. */
const LEAST_SHARE = 0.0005;

/** A product: what it is sold for and how often, the suggestion with its reason, and the choice of its role. */
export function RoleRow(props: RoleRowProps) {
  const { t } = useTranslation('roles');
  const { product, was, draft, format, changedMeanwhile, children } = props;
  const { id, title, role, firstShare, orders, price, suggestion } = product;
  const name = title ?? t('deleted', { id });
  const field = `role-${id}`;
  const facts = [
    firstShare === null
      ? null
      : firstShare > 0 && firstShare < LEAST_SHARE
        ? t('facts.under')
        : t('facts.first', { share: format.percent(firstShare) }),
    t('facts.orders', { count: orders, n: format.number(orders) }),
    price === null ? null : t('facts.price', { price: format.money(price) }),
  ];
  return (
    <div className="om-role">
      <input
        type="checkbox"
        name="marked"
        value={id}
        aria-label={t('mark', { product: name })}
        className="om-role-mark"
      />
      <div className="om-role-product">
        <label htmlFor={field}>{name}</label>
        <div className="om-range">{facts.filter((fact) => fact !== null).join(t('facts.and'))}</div>
        {suggestion !== null && role === null && (
          <div className="om-role-suggestion">
            {t('suggestion', {
              role: t(`role.${suggestion.role}`),
              reason: reasonWords(t, format, suggestion),
            })}
          </div>
        )}
        {changedMeanwhile && (
          <div id={`${field}-note`} className="om-wrong">
            {t('meanwhile', { role: t(`role.${role ?? 'none'}`) })}
          </div>
        )}
      </div>
      <input type="hidden" name={`was.${id}`} value={was ?? ''} readOnly />
      <select
        id={field}
        name={`role.${id}`}
        className="om-select"
        defaultValue={(draft === undefined ? was : draft) ?? ''}
        aria-invalid={changedMeanwhile || undefined}
        aria-describedby={changedMeanwhile ? `${field}-note` : undefined}
      >
        {children}
      </select>
    </div>
  );
}
