import { Button, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Section } from '../frame/section';
import { useDownload } from '../frame/use-download';

/** The fourth place to ask: the merchant's own mails, with a signed link for each order. */
export function MailLinks({ asking }: { asking: boolean }) {
  const { t } = useTranslation('survey');
  const { state, start } = useDownload();
  return (
    <Section title={t('mail.title')} meaning={t('mail.meaning')}>
      <div>
        <Button
          disabled={!asking}
          loading={state === 'running'}
          onClick={() => start('/app/nps/survey/links', 'survey-links.csv')}
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
        {asking ? t('mail.columns') : t('mail.off')}
      </Text>
    </Section>
  );
}
