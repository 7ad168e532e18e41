import type { Say } from '../host';
import type { Survey, View } from '../survey';

/** One row of constant height: the answer's delivery, for screen readers too, and the buttons. */
export function Delivery({ survey, say }: { survey: Survey; say: Say }) {
  const { delivery, terms, words } = survey.view.value;
  const thanks = words === 'told' ? say('told') : (terms.thanks ?? say('thanks'));
  return (
    <s-stack
      direction="inline"
      justifyContent="space-between"
      alignItems="center"
      gap="small"
      minBlockSize="48px"
    >
      <s-stack accessibilityRole="status">
        <s-text>{deliveryText(delivery, say, thanks)}</s-text>
      </s-stack>
      {delivery === 'none' && (
        <s-button variant="secondary" onClick={survey.dismiss}>
          {say('dismiss')}
        </s-button>
      )}
      <SendButton survey={survey} say={say} />
    </s-stack>
  );
}

/** Send, or Retry after a failure; nothing without an unsent answer. */
export function SendButton({ survey, say }: { survey: Survey; say: Say }) {
  const { delivery } = survey.view.value;
  if (delivery === 'none' || delivery === 'sent') return null;
  return (
    <s-button variant="primary" loading={delivery === 'sending'} onClick={survey.send}>
      {say(delivery === 'failed' ? 'retry' : 'send')}
    </s-button>
  );
}

/** The row's text for a delivery. */
export function deliveryText(delivery: View['delivery'], say: Say, thanks: string): string {
  if (delivery === 'sent') return thanks;
  return delivery === 'sending' || delivery === 'failed' ? say(delivery) : '';
}
