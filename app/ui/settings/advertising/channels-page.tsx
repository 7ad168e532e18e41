import { Banner, BlockStack, List, Page } from '@shopify/polaris';
import { advertising } from '../../../i18n/late/advertising';
import '../../base.css';
import { useOpened } from '../../frame/line/use-opened';
import { useLateTexts } from '../../frame/use-late-texts';
import { Said } from '../../numbers/said';
import { ChannelCostsCard } from './channel-costs-card';
import { ChannelsForm } from './channels-form';
import type { ChannelsAnswer, ChannelsView } from './channels-view';

interface ChannelsPageProps {
  view: ChannelsView;
  /** the result of the last form */
  answer?: ChannelsAnswer | undefined;
}

/** Which channel brought which sources of first orders. */
export function ChannelsPage({ view, answer }: ChannelsPageProps) {
  const { t } = useLateTexts(advertising);
  const opened = useOpened(view, answer);
  return (
    <main>
      <Page
        title={t('common:settings.channels')}
        subtitle={t('channels.subtitle')}
        backAction={{ content: t('import.back'), url: '/app/settings/advertising' }}
      >
        <BlockStack gap="400">
          <Said>{answer !== undefined && <Answer answer={answer} />}</Said>
          <ChannelsForm key={opened.version} opened={opened} answer={answer} />
          <ChannelCostsCard view={view} />
        </BlockStack>
      </Page>
    </main>
  );
}

function Answer({ answer }: { answer: ChannelsAnswer }) {
  const { t } = useLateTexts(advertising);
  if ('saved' in answer) return <Banner tone="success">{t('channels.saved')}</Banner>;
  if ('refused' in answer)
    return (
      <Banner tone="critical" title={t('refused.title')}>
        <p>{t(`channels.${answer.refused}`)}</p>
      </Banner>
    );
  return (
    <Banner tone="warning" title={t('channels.meanwhile.title')}>
      <List>
        {Object.entries(answer.meanwhile).map(([source, channel]) => (
          <List.Item key={source}>
            {t('channels.meanwhile.source', { source, channel: channel ?? t('channels.none') })}
          </List.Item>
        ))}
      </List>
      <p>{t('meanwhile.body')}</p>
    </Banner>
  );
}
