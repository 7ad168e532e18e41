import { Button, Text } from '@shopify/polaris';
import { useState } from 'react';
import { segmentTexts } from '../../i18n/late/segments';
import { useLateTexts } from '../frame/use-late-texts';

/** Copies a text. @param of whose it is, for a screen reader */
export function CopyText({ text, of }: { text: string; of: string }) {
  const { t } = useLateTexts(segmentTexts);
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null);
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
      <Button
        size="slim"
        onClick={() => void copy()}
        accessibilityLabel={t('talk.copyOf', { name: of })}
      >
        {t('talk.copy')}
      </Button>
      <div role="status" aria-live="polite">
        {outcome !== null && (
          <Text as="p" tone={outcome === 'copied' ? 'success' : 'critical'}>
            {t(`talk.${outcome}`)}
          </Text>
        )}
      </div>
    </div>
  );
}
