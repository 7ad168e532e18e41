import { Button, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { VOICE_WORDS } from './voice-words';
import type { ShownVoice } from './voices-view';

/** Copies a testimonial for publication: without a name, and labelled if it was rewarded. */
export function CopyVoice({ voice }: { voice: ShownVoice }) {
  const { t } = useTranslation('nps');
  const said = VOICE_WORDS[voice.language];
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null);
  const label = voice.rewarded ? `${said.pr} ${said.prNote}\n` : '';
  const text = `${label}${voice.comment}\n${said.by(voice.score)}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('copyFailed');
    }
  };
  return (
    <div>
      <Button onClick={() => void copy()}>{t('voice.copy')}</Button>
      <div role="status" aria-live="polite">
        {outcome !== null && (
          <Text as="p" tone={outcome === 'copied' ? 'success' : 'critical'}>
            {t(`voice.${outcome}`)}
          </Text>
        )}
      </div>
    </div>
  );
}
