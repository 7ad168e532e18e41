import { Banner, BlockStack, InlineStack, Link, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Said } from '../numbers/said';
import { Section } from '../frame/section';
import '../base.css';
import { useFormat, type PageFormat } from '../numbers/use-format';
import { NpsTabs } from './nps-tabs';
import { DeclinedVoice, PublishedVoice, WithdrawnVoice } from './voice';
import type { VoiceAnswer, VoiceList, VoicesView } from './voices-view';
import { WaitingVoice } from './waiting-voice';

interface VoicesPageProps {
  view: VoicesView;
  /** the result of the last button */
  answer?: VoiceAnswer;
}

/** Customers' words: the next one to decide about, then those that may be published, and folded the others. */
export function VoicesPage({ view, answer }: VoicesPageProps) {
  const { t } = useTranslation('nps');
  const format = useFormat(view);
  const { lists, waiting } = view;
  return (
    <main>
      <Page title={t('voice.title')} subtitle={t('voice.subtitle')}>
        <NpsTabs />
        <Said>
          {answer !== undefined && (
            <Banner tone={'done' in answer ? 'success' : 'warning'}>
              {'done' in answer ? t(`voice.done.${answer.done}`) : t('voice.gone')}
            </Banner>
          )}
        </Said>
        <BlockStack gap="400">
          {view.namesMissing && (
            <Text as="p" tone="subdued">
              {t('answers.namesMissing')}
            </Text>
          )}
          {waiting !== null && <WaitingVoice waiting={waiting} format={format} />}
          {lists.map((list) => (
            <Voices key={list.state} list={list} alone={lists.length === 1} format={format} />
          ))}
        </BlockStack>
      </Page>
    </main>
  );
}

const PARTS = {
  published: PublishedVoice,
  declined: DeclinedVoice,
  withdrawn: WithdrawnVoice,
} as const;

interface VoicesProps {
  list: VoiceList;
  /** the other states are not on this page */
  alone: boolean;
  format: PageFormat;
}

/** The testimonials of one state; those that are not to be published are folded, and hidden if there are none. */
function Voices({ list, alone, format }: VoicesProps) {
  const { t } = useTranslation('nps');
  const { state, voices, page } = list;
  const Voice = PARTS[state];
  const title = t(`voice.${state}.title`);
  const none = voices.length === 0 && page === 1;
  if (none && state !== 'published' && !alone) return null;
  const all = (
    <>
      {voices.length > 0 && (
        <ul className="om-requests" aria-label={title}>
          {voices.map((voice) => (
            <li key={voice.id}>
              <Voice voice={voice} format={format} />
            </li>
          ))}
        </ul>
      )}
      <Pages list={list} alone={alone} title={title} />
    </>
  );
  return (
    <Section title={title} meaning={t(`voice.${state}.${none ? 'none' : 'meaning'}`)}>
      {state === 'published' || alone ? (
        all
      ) : (
        <details className="om-more">
          <summary>{t('voice.unfold')}</summary>
          {all}
        </details>
      )}
    </Section>
  );
}

function Pages({ list, alone, title }: Omit<VoicesProps, 'format'> & { title: string }) {
  const { t } = useTranslation('nps');
  const { state, page, more } = list;
  const address = (to: number) => `/app/nps/voices?state=${state}&page=${to}`;
  if (!alone && !more) return null;
  return (
    <nav aria-label={t('voice.pages', { title })}>
      <InlineStack gap="400">
        {alone && <Link url="/app/nps/voices">{t('voice.all')}</Link>}
        {page > 1 && <Link url={address(page - 1)}>{t('voice.newer')}</Link>}
        {more && <Link url={address(page + 1)}>{t('voice.older')}</Link>}
      </InlineStack>
    </nav>
  );
}
