import { Button, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownVoice } from './voices-view';

/** Copies a voice as it is to be shown: with its label where it was rewarded, and without a name. */
export function CopyVoice({ voice }: { voice: ShownVoice }) {
  const { t } = useTranslation('nps');
  const [said, setSaid] = useState<'copied' | 'copyFailed' | null>(null);
  const label = voice.rewarded ? `${t('voice.pr')} ${t('voice.prNote')}\n` : '';
  const text = `${label}${voice.comment}\n${t('voice.by', { score: voice.score })}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('copied');
    } catch {
      setSaid('copyFailed');
    }
  };
  return (
    <div>
      <Button onClick={() => void copy()}>{t('voice.copy')}</Button>
      <div role="status" aria-live="polite">
        {said !== null && (
          <Text as="p" tone={said === 'copied' ? 'success' : 'critical'}>
            {t(`voice.${said}`)}
          </Text>
        )}
      </div>
    </div>
  );
}
