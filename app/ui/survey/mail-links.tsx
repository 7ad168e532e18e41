import { Button, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Section } from '../section';
import { useDownload } from '../use-download';

/** The fourth place to ask: the merchant's own mails, with a signed link for each order. */
export function MailLinks() {
  const { t } = useTranslation('survey');
  const { state, start } = useDownload();
  return (
    <Section title={t('mail.title')} meaning={t('mail.meaning')}>
      <div>
        <Button
          loading={state === 'running'}
          onClick={() => start('/app/survey/links', 'survey-links.csv')}
        >
          {t('mail.download')}
        </Button>
        <div role="status" aria-live="polite">
          {state === 'failed' && (
            <Text as="p" tone="critical">
              {t('mail.failed')}
            </Text>
          )}
        </div>
      </div>
      <Text as="p" tone="subdued">
        {t('mail.columns')}
      </Text>
    </Section>
  );
}
