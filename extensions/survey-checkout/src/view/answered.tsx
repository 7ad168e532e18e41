import type { Say } from '../host';
import type { Survey } from '../survey';
import { deliveryText, SendButton } from './delivery';

/** The line for an earlier answer: of an earlier page, of another surface, or too late to change. */
export function Answered({ survey, say }: { survey: Survey; say: Say }) {
  const { answered, delivery } = survey.view.value;
  const score = answered?.score ?? null;
  const thanks = score === null ? say('thanks') : say('answered', { score });
  const open = answered !== null && answered.until > Date.now();
  return (
    <s-stack gap="small">
      <s-stack direction="inline" alignItems="center" gap="small">
        <s-stack accessibilityRole="status">
          <s-text>{deliveryText(delivery === 'none' ? 'sent' : delivery, say, thanks)}</s-text>
        </s-stack>
        <SendButton survey={survey} say={say} />
        {open && (
          <s-button variant="secondary" onClick={survey.change}>
            {say('change')}
          </s-button>
        )}
      </s-stack>
      <s-text type="small" color="subdued">
        {say('privacy')}
      </s-text>
    </s-stack>
  );
}
