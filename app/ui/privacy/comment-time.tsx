import { Form } from '@remix-run/react';
import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

/** What the door said to the form. */
export type CommentAnswer = { saved: true } | { wrong: 'commentDays' };

interface CommentTimeProps {
  /** null: comments stay */
  days: number | null;
  answer?: CommentAnswer | undefined;
}

/** How long comments are kept; Shopify's own bar saves it. */
export function CommentTime({ days, answer }: CommentTimeProps) {
  const { t } = useTranslation('privacy');
  const wrong = answer !== undefined && 'wrong' in answer;
  return (
    // another value makes another form: what was saved is its new beginning
    <Form method="post" data-save-bar key={days}>
      <BlockStack gap="100">
        <label htmlFor="comment-days">{t('comments.label')}</label>
        <input
          id="comment-days"
          className="om-input"
          type="number"
          inputMode="numeric"
          name="commentDays"
          min={1}
          max={3650}
          step={1}
          defaultValue={days ?? ''}
          aria-describedby="comment-days-help"
          aria-invalid={wrong || undefined}
        />
        <span id="comment-days-help" className="om-range">
          {t('comments.help')}
        </span>
        <div role="status" aria-live="polite">
          {answer !== undefined && (
            <Text as="p" tone={wrong ? 'critical' : 'success'}>
              {t(wrong ? 'comments.wrong' : 'comments.saved')}
            </Text>
          )}
        </div>
      </BlockStack>
    </Form>
  );
}
