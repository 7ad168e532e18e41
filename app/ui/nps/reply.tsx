import { Link, Text } from '@shopify/polaris';
import { useId, useRef } from 'react';
import { inboxTexts } from '../../i18n/late/inbox';
import { useLateTexts } from '../frame/use-late-texts';
import type { InboxAnswer } from './answer-view';
import { CopyText } from './copy-text';
import '../frame/forms.css';
import './reply.css';

/** Folded: a text that the merchant may change and copy, and where to send it from. */
export function Reply({ answer }: { answer: InboxAnswer }) {
  const { t } = useLateTexts(inboxTexts);
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const { customer, order, reply, language } = answer;
  if (customer === null && order === null)
    return (
      <Text as="p" tone="subdued">
        {t('reply.nobody')}
      </Text>
    );
  return (
    <details className="om-more">
      <summary>{t('reply.title')}</summary>
      <div className="om-reply">
        <label htmlFor={id}>{t('reply.label')}</label>
        <textarea
          ref={field}
          id={id}
          className="om-input om-input-wide"
          lang={language}
          rows={9}
          defaultValue={reply}
        />
        <CopyText label={t('reply.copy')} text={() => field.current?.value ?? reply} />
        <p className="om-range">{t('reply.how')}</p>
        <Link
          url={
            customer === null
              ? `shopify://admin/orders/${order ?? ''}`
              : `shopify://admin/customers/${customer}`
          }
          target="_top"
        >
          {t(customer === null ? 'reply.order' : 'reply.customer')}
        </Link>
      </div>
    </details>
  );
}
