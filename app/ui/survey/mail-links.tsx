import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Section } from '../frame/section';
import { FileDownload } from '../files/file-download';

/** The fourth place to ask: the merchant's own mails, with a signed link for each order. */
export function MailLinks({ asking }: { asking: boolean }) {
  const { t } = useTranslation('survey');
  return (
    <Section title={t('mail.title')} meaning={t('mail.meaning')}>
      <FileDownload
        what="surveyLinks"
        query=""
        total={null}
        label={t('mail.download')}
        disabled={!asking}
      />
      <Text as="p" tone="subdued">
        {asking ? t('mail.columns') : t('mail.off')}
      </Text>
    </Section>
  );
}
