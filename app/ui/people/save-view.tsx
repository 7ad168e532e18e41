import { Form } from '@remix-run/react';
import { BlockStack, Button, InlineStack } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { SAVED_VIEWS } from '../../terms/saved-views';
import { Text } from '../frame/line/fields';
import type { Who } from '../../terms/people';
import type { CustomersAnswer, CustomersView, ViewTab } from './view';
import { writeWho } from '../../who-address';

interface SaveViewProps {
  view: CustomersView & { who: Who };
  answer: CustomersAnswer | undefined;
}

/** Keeps the conditions of the page under a name, or edits the list that they are. A built-in list needs neither. */
export function SaveView({ view, answer }: SaveViewProps) {
  const written = writeWho(view.who);
  const own = view.tabs.find(({ who }) => who !== null && writeWho(who) === written);
  if (own?.name === null) return null;
  return own === undefined ? (
    <NameForm key={`new.${written}`} who={written} answer={answer} />
  ) : (
    <ManageView key={own.key} tab={own} answer={answer} />
  );
}

interface NameFormProps {
  who: string;
  answer: CustomersAnswer | undefined;
}

function NameForm({ who, answer }: NameFormProps) {
  const { t } = useTranslation('customers');
  const refused = refusedOf(answer, null);
  return (
    <details className="om-more" open={refused !== null}>
      <summary>{t('save.open')}</summary>
      <Form method="post" noValidate>
        <input type="hidden" name="intent" value="save" />
        <input type="hidden" name="who" value={who} />
        <Name refused={refused} initial="" />
        <Button submit>{t('save.do')}</Button>
      </Form>
    </details>
  );
}

function ManageView({ tab, answer }: { tab: ViewTab; answer: CustomersAnswer | undefined }) {
  const { t } = useTranslation('customers');
  const refused = refusedOf(answer, tab.key);
  return (
    <details className="om-more" open={refused !== null}>
      <summary>{t('save.manage')}</summary>
      <BlockStack gap="300">
        <Form method="post" noValidate>
          <input type="hidden" name="intent" value="rename" />
          <input type="hidden" name="id" value={tab.key} />
          <Name refused={refused} initial={tab.name ?? ''} />
          <Button submit>{t('save.rename')}</Button>
        </Form>
        <Delete id={tab.key} />
      </BlockStack>
    </details>
  );
}

/** Deletes a list: also one whose words cannot be read any more. */
export function Delete({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  return (
    <Form method="post">
      <input type="hidden" name="intent" value="delete" />
      <input type="hidden" name="id" value={id} />
      <InlineStack gap="200" blockAlign="center">
        <Button submit tone="critical" variant="plain">
          {t('save.delete')}
        </Button>
        <span className="om-range">{t('save.sure')}</span>
      </InlineStack>
    </Form>
  );
}

type Refused = Extract<CustomersAnswer, { fault: string }>;

const refusedOf = (answer: CustomersAnswer | undefined, id: string | null): Refused | null =>
  answer !== undefined && 'fault' in answer && answer.id === id ? answer : null;

function Name({ refused, initial }: { refused: Refused | null; initial: string }) {
  const { t } = useTranslation('customers');
  const values = { most: refused?.fault === 'full' ? SAVED_VIEWS.most : SAVED_VIEWS.characters };
  return (
    <Text
      name="name"
      label={t('save.name')}
      help={t('save.help', values)}
      initial={refused?.name ?? initial}
      wrong={refused === null ? null : t(`save.fault.${refused.fault}`, values)}
    />
  );
}
