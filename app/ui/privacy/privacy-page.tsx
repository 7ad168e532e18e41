import { BlockStack, List, Page } from '@shopify/polaris';
import { privacy } from '../../i18n/late/privacy';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import '../base.css';
import { useFormat } from '../numbers/use-format';
import { KeepingTimes, type KeepingAnswer } from './keeping-times';
import { Requests } from './requests';
import type { PrivacyView } from './view';

interface PrivacyPageProps {
  view: PrivacyView;
  /** the result of the last form */
  answer?: KeepingAnswer;
}

const KEPT = ['orders', 'customers', 'tags', 'answers', 'requests', 'never', 'sale'] as const;
const REMAINS = ['gone', 'orders', 'sums', 'mark', 'shop'] as const;

/** Kept customer data, customers' requests, and when data expires. */
export function PrivacyPage({ view, answer }: PrivacyPageProps) {
  const { t } = useLateTexts(privacy);
  const format = useFormat(view);
  return (
    <main>
      <Page
        title={t('common:settings.privacy')}
        subtitle={t('subtitle')}
        backAction={{ content: t('back'), url: '/app/settings' }}
      >
        <BlockStack gap="400">
          <Section title={t('requests.title')} meaning={t('requests.meaning')}>
            <Requests requests={view.requests} now={view.now} format={format} />
          </Section>
          <Section title={t('keeping.title')} meaning={t('keeping.meaning')}>
            <KeepingTimes times={view} answer={answer} />
          </Section>
          <Section title={t('kept.title')}>
            <List>
              {KEPT.map((what) => (
                <List.Item key={what}>{t(`kept.${what}`)}</List.Item>
              ))}
            </List>
          </Section>
          <Section title={t('erased.title')}>
            <List>
              {REMAINS.map((what) => (
                <List.Item key={what}>{t(`erased.${what}`)}</List.Item>
              ))}
            </List>
          </Section>
        </BlockStack>
      </Page>
    </main>
  );
}
