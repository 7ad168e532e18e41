import { Form } from '@remix-run/react';
import { BlockStack, Button } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { ShownAnswer } from './answer-view';
import './answer.css';

/** Two presses, since a deletion is final: the second one names what is deleted. */
export function DeleteAnswer({ answer }: { answer: Pick<ShownAnswer, 'id' | 'order'> }) {
  const { t } = useTranslation('nps');
  return (
    <details className="om-more">
      <summary className="om-delete-answer">{t('answers.delete.ask')}</summary>
      <Form method="post">
        <BlockStack gap="200">
          <input type="hidden" name="id" value={answer.id} />
          <input type="hidden" name="intent" value="delete" />
          <p>{t('answers.delete.sure')}</p>
          {answer.order !== null && <p>{t('answers.delete.order')}</p>}
          <div>
            <Button submit tone="critical">
              {t('answers.delete.do')}
            </Button>
          </div>
        </BlockStack>
      </Form>
    </details>
  );
}
