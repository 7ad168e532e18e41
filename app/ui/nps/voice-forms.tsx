import { Form } from '@remix-run/react';
import { BlockStack, Button } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ShownVoice } from './voices-view';
import '../frame/forms.css';

/** Publishes the comment, or saves whether its writer got a reward. */
export function PublishForm({ voice, label }: { voice: ShownVoice; label: string }) {
  const { t } = useTranslation('nps');
  return (
    <Form method="post">
      <BlockStack gap="200">
        <input type="hidden" name="id" value={voice.id} />
        <input type="hidden" name="intent" value="publish" />
        <label className="om-check">
          <input type="checkbox" name="rewarded" value="1" defaultChecked={voice.rewarded} />
          <span>{t('voice.rewarded')}</span>
        </label>
        <div>
          <Button submit>{label}</Button>
        </div>
      </BlockStack>
    </Form>
  );
}

/** Two presses, since a withdrawal is final. Words that were never published are declined. */
export function WithdrawForm({ voice }: { voice: ShownVoice }) {
  const { t } = useTranslation('nps');
  const act = voice.state === 'consented' ? 'decline' : 'withdraw';
  return (
    <details className="om-more">
      <summary>{t(`voice.${act}.ask`)}</summary>
      <Form method="post">
        <BlockStack gap="200">
          <input type="hidden" name="id" value={voice.id} />
          <input type="hidden" name="intent" value="withdraw" />
          <p>{t(`voice.${act}.sure`)}</p>
          <div>
            <Button submit tone="critical">
              {t(`voice.${act}.do`)}
            </Button>
          </div>
        </BlockStack>
      </Form>
    </details>
  );
}
