import { Button, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface CopyTextProps {
  label: string;
  /** what is copied, as it is at the press */
  text: () => string;
}

/** A button that copies a text, and says whether it did. */
export function CopyText({ label, text }: CopyTextProps) {
  const { t } = useTranslation('nps');
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setOutcome('copied');
    } catch {
      setOutcome('copyFailed');
    }
  };
  return (
    <div>
      <Button onClick={() => void copy()}>{label}</Button>
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
