import { Form } from '@remix-run/react';
import { BlockStack, Button } from '@shopify/polaris';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { segmentTexts } from '../../i18n/late/segments';
import { LONGEST_SEGMENT_TEXT } from '../../terms/segments';
import { useLateTexts } from '../frame/use-late-texts';
import { Said } from '../numbers/said';
import '../frame/forms.css';
import './talk.css';

interface EditTextProps {
  /** of the group whose text it is */
  name: string;
  /** what is shown now */
  text: string;
  /** the fields that name the group */
  hidden: ReactNode;
  answer: 'saved' | { refused: 'tooLong' | 'meanwhile'; text: string } | null;
  /** how a change is undone */
  help: string;
  /** goes back to the app's own text; null where there is none to go back to */
  reset: ReactNode;
}

/** The form, behind its name, in which the merchant writes what the shop says to a group of customers. */
export function EditText({ name, text, hidden, answer, help, reset }: EditTextProps) {
  const { t } = useLateTexts(segmentTexts);
  const { t: common } = useTranslation();
  const field = useId();
  const refused = answer === 'saved' ? null : answer;
  return (
    <details className="om-more om-talk-edit" open={refused !== null}>
      <summary aria-label={t('talk.editOf', { name })}>{t('talk.edit')}</summary>
      <BlockStack gap="200">
        {/* another text, another field: what was typed stays where it was refused */}
        <Form method="post" noValidate key={refused?.text ?? text} preventScrollReset>
          <BlockStack gap="200">
            {hidden}
            <label className="om-field" htmlFor={field}>
              {t('talk.label', { name })}
              <textarea
                id={field}
                name="text"
                className="om-input om-input-wide"
                rows={5}
                defaultValue={refused?.text ?? text}
                aria-invalid={refused?.refused === 'tooLong' || undefined}
                aria-describedby={`${field}-help`}
              />
            </label>
            <p id={`${field}-help`} className={refused ? 'om-wrong' : 'om-range'}>
              {refused?.refused === 'tooLong'
                ? t('talk.tooLong', { most: LONGEST_SEGMENT_TEXT })
                : refused?.refused === 'meanwhile'
                  ? common('changedMeanwhile')
                  : help}
            </p>
            <div>
              <Button submit>{t('talk.save')}</Button>
            </div>
          </BlockStack>
        </Form>
        {reset}
      </BlockStack>
      <Said>{answer === 'saved' && t('talk.saved')}</Said>
    </details>
  );
}
