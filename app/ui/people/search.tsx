import { Form } from '@remix-run/react';
import { Button, Card, BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../frame/app-link';
import { personName } from '../nps/person-name';
import type { PageFormat } from '../numbers/use-format';
import { LIST } from './list-address';
import type { CustomersAnswer, FoundPerson } from './view';
import '../frame/forms.css';
import './people-table.css';

/** Finds a customer. By POST: an address, which servers and browsers keep, would have the name. */
export function Search() {
  const { t } = useTranslation('customers');
  return (
    <Form method="post" role="search" className="om-search om-bare" preventScrollReset>
      <label htmlFor="find">{t('search.label')}</label>
      <div className="om-search-line">
        <input type="hidden" name="intent" value="search" />
        <input id="find" name="text" type="search" className="om-input" autoComplete="off" />
        <Button submit>{t('search.find')}</Button>
      </div>
    </Form>
  );
}

interface FoundProps {
  answer: Extract<CustomersAnswer, { found: unknown }>;
  format: PageFormat;
}

/** What a search found. */
export function Found({ answer, format }: FoundProps) {
  const { t } = useTranslation('customers');
  const { found, names, text } = answer;
  const why = text === '' ? 'empty' : names === 'denied' || names === 'failed' ? names : 'none';
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {text === '' ? (
            t('search.hidden')
          ) : (
            <span translate="no">{t('search.title', { text })}</span>
          )}
        </Text>
        {found.length === 0 ? (
          <Text as="p">{t(`search.${why}`)}</Text>
        ) : (
          <ul className="om-requests" aria-label={t('search.hidden')}>
            {found.map((one) => (
              <li key={one.id}>
                <FoundOne one={one} />
              </li>
            ))}
          </ul>
        )}
        {names === 'more' && (
          <Text as="p" tone="subdued">
            {t('search.most', { n: format.number(found.length) })}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function FoundOne({ one }: { one: FoundPerson }) {
  const { t } = useTranslation('customers');
  const name = personName(one.name);
  const number = t('table.number', { id: one.id });
  return (
    <>
      <AppLink url={`${LIST}/${one.id}`} className="om-person">
        {name === null ? number : <span translate="no">{name}</span>}
      </AppLink>
      <span className="om-range">
        {name !== null && ` ${number}`}
        {one.order !== null && ` ${t('search.order', { order: one.order })}`}
        {!one.counted && ` ${t('search.notCounted')}`}
      </span>
    </>
  );
}
