import { InlineStack } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageFormat } from '../numbers/use-format';
import { ScoreMark, Who } from './answer';
import { CopyVoice } from './copy-voice';
import { PublishForm, WithdrawForm } from './voice-forms';
import { VOICE_WORDS } from './voice-words';
import type { ShownVoice } from './voices-view';
import './answer.css';
import './voice.css';

interface VoiceProps {
  voice: ShownVoice;
  format: PageFormat;
}

/** Published: in its final form, ready to be copied, with its label. */
export function PublishedVoice({ voice, format }: VoiceProps) {
  const { t } = useTranslation('nps');
  return (
    <Words voice={voice} format={format} quoted>
      <InlineStack gap="300" blockAlign="start">
        <CopyVoice voice={voice} />
        <details className="om-more">
          <summary>{t('voice.label')}</summary>
          {/* a new saved value makes a new form */}
          <PublishForm key={String(voice.rewarded)} voice={voice} label={t('voice.save')} />
        </details>
        <WithdrawForm voice={voice} />
      </InlineStack>
    </Words>
  );
}

/** Declined: it has its customer's consent, and can still be approved. */
export function DeclinedVoice({ voice, format }: VoiceProps) {
  const { t } = useTranslation('nps');
  return (
    <Words voice={voice} format={format}>
      <PublishForm voice={voice} label={t('voice.publish')} />
    </Words>
  );
}

/** Withdrawn: kept as a reminder that it may no longer be shown. */
export function WithdrawnVoice({ voice, format }: VoiceProps) {
  return <Words voice={voice} format={format} />;
}

interface WordsProps extends VoiceProps {
  quoted?: boolean;
  children?: ReactNode;
}

/** The words as written, or as they can be published; who wrote them, and since when they have their state. */
export function Words({ voice, format, quoted, children }: WordsProps) {
  const { t } = useTranslation('nps');
  const said = VOICE_WORDS[voice.language];
  const words = <p className="om-words-said">{voice.comment}</p>;
  return (
    <article className="om-answer">
      <ScoreMark score={voice.score} />
      <div className="om-answer-body">
        {quoted ? (
          <blockquote className="om-quote" lang={voice.language}>
            {voice.rewarded && (
              <p className="om-pr">
                <strong>{said.pr}</strong> {said.prNote}
              </p>
            )}
            {words}
            <footer>{said.by}</footer>
          </blockquote>
        ) : (
          words
        )}
        <p className="om-range om-answer-facts">
          <Who answer={voice} />
          <span>{t(`voice.at.${voice.state}`, { time: format.moment(voice.at) })}</span>
        </p>
        {children}
      </div>
    </article>
  );
}
