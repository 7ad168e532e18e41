import type { Say } from '../host';
import type { Survey, View } from '../survey';

/** One row, always as high: where the answer is, told to screen readers as well, and what can be done. */
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

/** Send, and Retry where it failed; nothing before there is something to send, or when it has arrived. */
export function SendButton({ survey, say }: { survey: Survey; say: Say }) {
  const { delivery } = survey.view.value;
  if (delivery === 'none' || delivery === 'sent') return null;
  return (
    <s-button variant="primary" loading={delivery === 'sending'} onClick={survey.send}>
      {say(delivery === 'failed' ? 'retry' : 'send')}
    </s-button>
  );
}

/** What the row says of an answer's way. */
export function deliveryText(delivery: View['delivery'], say: Say, thanks: string): string {
  if (delivery === 'sent') return thanks;
  return delivery === 'sending' || delivery === 'failed' ? say(delivery) : '';
}
