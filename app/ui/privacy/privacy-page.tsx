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
          <Folded title={t('kept.title')} sentences={KEPT.map((what) => t(`kept.${what}`))} />
          <Folded
            title={t('erased.title')}
            sentences={REMAINS.map((what) => t(`erased.${what}`))}
          />
        </BlockStack>
      </Page>
    </main>
  );
}

/** What a merchant reads once. */
function Folded({ title, sentences }: { title: string; sentences: string[] }) {
  return (
    <details className="om-more om-bare">
      <summary>{title}</summary>
      <List>
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </details>
  );
}
