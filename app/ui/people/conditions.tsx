import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageFormat } from '../numbers/use-format';
import { WHO_LIMITS, type Who } from '../../terms/people';
import { withoutCondition } from './condition-form';
import { ListLink } from './list-link';
import type { CustomersView } from './view';
import { conditionWords } from './who-words';
import './conditions.css';

interface ConditionsProps {
  view: CustomersView & { who: Who };
  format: PageFormat;
}

/** Whom the list shows, in words: each condition changes by a click and can be taken out. */
export function Conditions({ view, format }: ConditionsProps) {
  const { t } = useTranslation('customers');
  const { who, order, titles } = view;
  const words = { t, format, titles };
  return (
    <div role="group" aria-label={t('who.label')} className="om-who">
      {who.length === 0 && <span>{t('who.everybody')}</span>}
      {who.map((group, index) => (
        <Fragment key={index}>
          {index > 0 && <span className="om-who-or">{t('who.or')}</span>}
          <ul
            className="om-who-group"
            aria-label={
              who.length > 1 ? t('who.group', { n: format.number(index + 1) }) : undefined
            }
          >
            {group.map((condition, at) => {
              const said = conditionWords(words, condition);
              return (
                <li key={at} className="om-chip">
                  {at > 0 && <span className="om-hidden">{t('who.and')}</span>}
                  <ListLink
                    to={{ who, order, draft: { group: index, at, field: condition.field } }}
                    className="om-chip-words"
                    name={t('who.change', { condition: said })}
                  >
                    {said}
                  </ListLink>
                  <ListLink
                    to={{ who: withoutCondition(who, index, at), order }}
                    className="om-chip-remove"
                    name={t('who.remove', { condition: said })}
                  >
                    <span aria-hidden="true">×</span>
                  </ListLink>
                </li>
              );
            })}
            {group.length < WHO_LIMITS.conditions && (
              <li>
                <ListLink
                  to={{ who, order, draft: { group: index, at: null, field: null } }}
                  className="om-who-add"
                >
                  ＋{t('who.add')}
                </ListLink>
              </li>
            )}
          </ul>
        </Fragment>
      ))}
      {who.length === 0 && (
        <ListLink
          to={{ who, order, draft: { group: 0, at: null, field: null } }}
          className="om-who-add"
        >
          ＋{t('who.add')}
        </ListLink>
      )}
      {who.length > 0 && who.length < WHO_LIMITS.groups && (
        <ListLink
          to={{ who, order, draft: { group: who.length, at: null, field: null } }}
          className="om-who-add"
        >
          ＋{t('who.addOr')}
        </ListLink>
      )}
      {who.flat().length > 1 && (
        <ListLink to={{ who: [], order }} className="om-who-add">
          {t('who.clear')}
        </ListLink>
      )}
    </div>
  );
}
