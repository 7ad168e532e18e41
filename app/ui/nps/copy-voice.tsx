import { Button, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownVoice } from './voices-view';

/** Copies a testimonial for publication: without a name, and labelled if it was rewarded. */
export function CopyVoice({ voice }: { voice: ShownVoice }) {
  const { t, i18n } = useTranslation('nps');
  // the label has the language of the words
  const said = i18n.getFixedT(voice.language, 'nps');
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null);
  const label = voice.rewarded ? `${said('voice.pr')} ${said('voice.prNote')}\n` : '';
  const text = `${label}${voice.comment}\n${said('voice.by', { score: voice.score })}`;
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
