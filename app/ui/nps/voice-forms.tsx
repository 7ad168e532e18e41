import { Form } from '@remix-run/react';
import { BlockStack, Button } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ShownVoice } from './voices-view';
import '../frame/forms.css';

interface PublishFormProps {
  voice: ShownVoice;
  label: string;
  primary?: boolean;
}

/** Publishes the comment, or saves whether its writer got a reward. */
export function PublishForm({ voice, label, primary = false }: PublishFormProps) {
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
          <Button submit variant={primary ? 'primary' : 'secondary'}>
            {label}
          </Button>
        </div>
      </BlockStack>
    </Form>
  );
}

/** One press: a declined comment can still be approved. */
export function DeclineForm({ voice }: { voice: ShownVoice }) {
  const { t } = useTranslation('nps');
  return (
    <Form method="post">
      <input type="hidden" name="id" value={voice.id} />
      <input type="hidden" name="intent" value="decline" />
      <Button submit>{t('voice.key', { key: 2, act: t('voice.decline') })}</Button>
    </Form>
  );
}

/** Two presses, since a withdrawal is final. */
export function WithdrawForm({ voice }: { voice: ShownVoice }) {
  const { t } = useTranslation('nps');
  return (
    <details className="om-more">
      <summary>{t('voice.withdraw.ask')}</summary>
      <Form method="post">
        <BlockStack gap="200">
          <input type="hidden" name="id" value={voice.id} />
          <input type="hidden" name="intent" value="withdraw" />
          <p>{t('voice.withdraw.sure')}</p>
          <div>
            <Button submit tone="critical">
              {t('voice.withdraw.do')}
            </Button>
          </div>
        </BlockStack>
      </Form>
    </details>
  );
}
