import { Form } from '@remix-run/react';
import { BlockStack, Button } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ShownVoice } from './voices-view';
import '../frame/forms.css';

interface PublishFormProps {
  voice: ShownVoice;
  label: string;
}

/** Publishes the comment, or saves whether its writer got a reward. */
export function PublishForm({ voice, label }: PublishFormProps) {
  return (
    <Form method="post">
      <BlockStack gap="200">
        <Rewarded voice={voice} />
        <input type="hidden" name="id" value={voice.id} />
        <input type="hidden" name="intent" value="publish" />
        <div>
          <Button submit>{label}</Button>
        </div>
      </BlockStack>
    </Form>
  );
}

interface RewardedProps {
  voice: ShownVoice;
  /** the id of the form that it belongs to, where it stands outside */
  form?: string;
}

/** Whether the comment's writer got a reward. */
export function Rewarded({ voice, form }: RewardedProps) {
  const { t } = useTranslation('nps');
  return (
    <label className="om-check">
      <input
        type="checkbox"
        name="rewarded"
        value="1"
        form={form}
        defaultChecked={voice.rewarded}
      />
      <span>{t('voice.rewarded')}</span>
    </label>
  );
}

/** Publishes the comment that waits; the mark of a reward stands before the choices. */
export function ApproveForm({ voice, id }: { voice: ShownVoice; id: string }) {
  const { t } = useTranslation('nps');
  return (
    <Form method="post" id={id}>
      <input type="hidden" name="id" value={voice.id} />
      <input type="hidden" name="intent" value="publish" />
      <Button submit variant="primary">
        {t('voice.key', { key: 1, act: t('voice.publish') })}
      </Button>
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
