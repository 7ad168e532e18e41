import { Banner, BlockStack, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Said } from '../said';
import { Section } from '../section';
import '../ui.css';
import { useFormat, type PageFormat } from '../use-format';
import type { VoiceState } from './answer-view';
import { PublishedVoice, WaitingVoice, WithdrawnVoice } from './voice';
import type { ShownVoice, VoiceAnswer, VoicesView } from './voices-view';

interface VoicesPageProps {
  view: VoicesView;
  /** what became of the button that was pressed last */
  answer?: VoiceAnswer;
}

/** Customers' words: agreed to, published, withdrawn. */
export function VoicesPage({ view, answer }: VoicesPageProps) {
  const { t } = useTranslation('nps');
  const format = useFormat(view);
  const { voices } = view;
  const of = (state: VoiceState) => voices.filter((voice) => voice.state === state);
  const withdrawn = of('withdrawn');
  return (
    <main>
      <Page
        title={t('voice.title')}
        subtitle={t('voice.subtitle')}
        backAction={{ content: t('title'), url: '/app/nps' }}
      >
        <Said>
          {answer !== undefined && (
            <Banner tone={'done' in answer ? 'success' : 'warning'}>
              {'done' in answer ? t(`voice.done.${answer.done}`) : t('voice.gone')}
            </Banner>
          )}
        </Said>
        <BlockStack gap="400">
          <Section
            title={t('voice.waiting.title')}
            meaning={of('consented').length === 0 ? t('voice.waiting.none') : t('voice.rule')}
          >
            {voices.length > withdrawn.length && <p>{t('voice.rewardedHelp')}</p>}
            {view.namesMissing && (
              <Text as="p" tone="subdued">
                {t('answers.namesMissing')}
              </Text>
            )}
            <Voices
              of={of('consented')}
              title={t('voice.waiting.title')}
              Voice={WaitingVoice}
              format={format}
            />
          </Section>
          <Section
            title={t('voice.published.title')}
            meaning={t(
              of('published').length === 0 ? 'voice.published.none' : 'voice.published.meaning',
            )}
          >
            <Voices
              of={of('published')}
              title={t('voice.published.title')}
              Voice={PublishedVoice}
              format={format}
            />
          </Section>
          {withdrawn.length > 0 && (
            <Section title={t('voice.withdrawn.title')} meaning={t('voice.withdrawn.meaning')}>
              <Voices
                of={withdrawn}
                title={t('voice.withdrawn.title')}
                Voice={WithdrawnVoice}
                format={format}
              />
            </Section>
          )}
        </BlockStack>
      </Page>
    </main>
  );
}

interface VoicesProps {
  of: ShownVoice[];
  title: string;
  Voice: typeof WaitingVoice;
  format: PageFormat;
}

/** Voices that stand open; the others are one click away. */
const OPEN = 10;

function Voices({ of, title, Voice, format }: VoicesProps) {
  const { t } = useTranslation('nps');
  const rest = of.slice(OPEN);
  const list = (voices: ShownVoice[]) => (
    <ul className="om-requests" aria-label={title}>
      {voices.map((voice) => (
        <li key={voice.id}>
          <Voice voice={voice} format={format} />
        </li>
      ))}
    </ul>
  );
  if (of.length === 0) return null;
  return (
    <>
      {list(of.slice(0, OPEN))}
      {rest.length > 0 && (
        <details className="om-more">
          <summary>{t('by.rest', { count: rest.length, n: format.number(rest.length) })}</summary>
          {list(rest)}
        </details>
      )}
    </>
  );
}
