import { InlineStack } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { PageFormat } from '../numbers/use-format';
import type { Who } from '../../terms/people';
import { ListLink } from './list-link';
import type { CustomersView, ShownList } from './view';
import './conditions.css';

/** Customers on a page of the list. */
const PAGE = 50;

interface ListPagerProps {
  view: CustomersView & { who: Who };
  list: ShownList;
  format: PageFormat;
}

/** The pages before and after this one. A page begins at a customer, not at a number: a new order moves no customer out of it. */
export function ListPager({ view: { who, order }, list, format }: ListPagerProps) {
  const { t } = useTranslation('customers');
  const { next, previous } = list;
  if (next === null && previous === null) return null;
  const n = format.number(PAGE);
  return (
    <nav aria-label={t('table.pages')}>
      <InlineStack gap="400" blockAlign="center">
        {previous !== null && (
          <>
            <ListLink to={{ who, order }} className="om-who-add">
              {t('table.top')}
            </ListLink>
            <ListLink
              to={{ who, order, place: { side: 'before', cursor: previous } }}
              className="om-who-add"
            >
              {t('table.previous50', { n })}
            </ListLink>
          </>
        )}
        {next !== null && (
          <ListLink
            to={{ who, order, place: { side: 'after', cursor: next } }}
            className="om-who-add"
          >
            {t('table.next50', { n })}
          </ListLink>
        )}
      </InlineStack>
    </nav>
  );
}
