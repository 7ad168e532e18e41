import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { SaveForm } from '../frame/line/save-form';
import { useOpened } from '../frame/line/use-opened';
import '../frame/forms.css';

const FIELDS = ['commentDays', 'anonymousDays'] as const;
type Field = (typeof FIELDS)[number];

/** Days; null for comments: they are kept. */
type Times = Record<Field, number | null> & { version: number };

/** The door's reply to the form. `changedMeanwhile`: by someone else, with the version now; nothing was saved. */
export type KeepingAnswer = { saved: true } | { wrong: Field } | { changedMeanwhile: number };

interface KeepingTimesProps {
  times: Times;
  answer?: KeepingAnswer | undefined;
}

/** Days to keep comments and anonymous answers; Shopify's own bar saves them. */
export function KeepingTimes({ times, answer }: KeepingTimesProps) {
  const { t } = useTranslation('privacy');
  const opened = useOpened(times, answer);
  const wrong = answer !== undefined && 'wrong' in answer ? answer.wrong : null;
  const meanwhile =
    answer !== undefined && 'changedMeanwhile' in answer ? answer.changedMeanwhile : null;
  const isSaved = answer !== undefined && 'saved' in answer;
  return (
    // saved values make a new form, which starts from them
    <SaveForm
      key={FIELDS.map((field) => opened[field]).join()}
      refused={isSaved ? undefined : answer}
    >
      <input type="hidden" name="version" value={meanwhile ?? opened.version} readOnly />
      <BlockStack gap="400">
        {FIELDS.map((field) => (
          <BlockStack key={field} gap="100">
            <label htmlFor={field}>{t(`keeping.${field}.label`)}</label>
            <input
              id={field}
              className="om-input"
              inputMode="numeric"
              name={field}
              defaultValue={opened[field] ?? ''}
              aria-describedby={`${field}-help`}
              aria-invalid={wrong === field || undefined}
            />
            <span id={`${field}-help`} className="om-range">
              {wrong === field ? (
                <span className="om-wrong">{t(`keeping.${field}.wrong`)}</span>
              ) : (
                t(`keeping.${field}.help`)
              )}
            </span>
          </BlockStack>
        ))}
        <div role="status" aria-live="polite">
          {answer !== undefined && (
            <Text as="p" tone={isSaved ? 'success' : 'critical'}>
              {isSaved
                ? t('keeping.saved')
                : meanwhile === null
                  ? t('keeping.notSaved')
                  : t('common:changedMeanwhile')}
            </Text>
          )}
        </div>
      </BlockStack>
    </SaveForm>
  );
}
