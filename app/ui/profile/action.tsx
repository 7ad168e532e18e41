import { BlockStack, Text } from '@shopify/polaris';
import { personTexts } from '../../i18n/late/person';
import { profile } from '../../i18n/late/profile';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { CopyText } from '../nps/copy-text';
import { personName } from '../nps/person-name';
import type { PartProps } from './profile-page';
import './profile.css';

/** What to do next, with a text to send. */
export function Action({ view, format }: PartProps) {
  const { t } = useLateTexts(profile);
  // the list has the same actions
  const { t: list } = useLateTexts(personTexts);
  const { action, contact } = view;
  if (action === null) return null;
  const name = personName(view.name);
  const text = [
    name === null ? t('action.dear') : t('action.dearName', { name }),
    t(`action.text.${action.key}`, { shop: view.shop }),
    t('action.end', { shop: view.shop }),
  ].join('\n\n');
  const mayWrite = contact.emailState === 'SUBSCRIBED' || contact.smsState === 'SUBSCRIBED';
  return (
    <Section
      title={t('action.title', {
        what: list(`action.${action.key}`, { day: format.day(action.by) }),
      })}
      meaning={t(`action.why.${action.key}`, { by: format.day(action.by) })}
    >
      <BlockStack gap="200">
        <blockquote className="om-text">{text}</blockquote>
        <CopyText label={t('action.copy')} text={() => text} />
        {!mayWrite && (
          <Text as="p" tone="subdued">
            {t('action.noConsent')}
          </Text>
        )}
      </BlockStack>
    </Section>
  );
}
