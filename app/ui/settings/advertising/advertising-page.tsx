import { Banner, BlockStack, Link, List, Page } from '@shopify/polaris';
import { useEffect, useState } from 'react';
import { advertising } from '../../../i18n/late/advertising';
import '../../base.css';
import { useLateTexts } from '../../frame/use-late-texts';
import { Said } from '../../numbers/said';
import { ChannelCostsCard } from './channel-costs-card';
import type { ChannelsView } from './channels-view';
import { MeanwhileNotice } from './meanwhile-notice';
import { SpendForm } from './spend-form';
import type { GridAnswer, GridView } from './view';

interface AdvertisingPageProps {
  view: GridView;
  channels: ChannelsView;
  /** the result of the last form */
  answer?: GridAnswer | undefined;
}

/** Advertising spend by month and channel. */
export function AdvertisingPage({ view, channels, answer }: AdvertisingPageProps) {
  const { t } = useLateTexts(advertising);
  // only a save begins a new form: a refused one keeps its texts while the page reads what has changed meanwhile
  const [opened, setOpened] = useState(view);
  const isOther = view.months.length !== opened.months.length;
  useEffect(() => {
    if (isOther || (answer !== undefined && 'saved' in answer)) setOpened(view);
  }, [answer, view, isOther]);
  return (
    <main>
      <Page
        title={t('common:settings.advertising')}
        subtitle={t('subtitle')}
        backAction={{ content: t('back'), url: '/app/settings' }}
        secondaryActions={[{ content: t('import.open'), url: '/app/settings/advertising/import' }]}
        fullWidth
      >
        <BlockStack gap="400">
          <Said>{answer !== undefined && <Answer view={view} answer={answer} />}</Said>
          <SpendForm
            key={`${opened.version}.${opened.months.length}`}
            {...{ opened, view, answer }}
          />
          <ChannelCostsCard
            view={channels}
            more={
              channels.channels.length === 0 ? (
                t('channels.first')
              ) : (
                <Link url="/app/settings/advertising/channels">{t('channels.open')}</Link>
              )
            }
          />
        </BlockStack>
      </Page>
    </main>
  );
}

function Answer({ view, answer }: { view: GridView; answer: GridAnswer }) {
  const { t } = useLateTexts(advertising);
  if ('saved' in answer) return <Banner tone="success">{t('saved')}</Banner>;
  if ('meanwhile' in answer)
    return (
      <MeanwhileNotice view={view} meanwhile={answer.meanwhile}>
        {t('meanwhile.body')}
      </MeanwhileNotice>
    );
  return (
    <Banner tone="critical" title={t('refused.title')}>
      <List>
        <List.Item>{t(`refused.${answer.refused}`)}</List.Item>
      </List>
    </Banner>
  );
}
