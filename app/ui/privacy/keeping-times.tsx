import { BlockStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { SaveForm } from '../frame/line/save-form';
import '../frame/forms.css';

const FIELDS = ['commentDays', 'anonymousDays'] as const;
type Field = (typeof FIELDS)[number];

/** Days; null for comments: they are kept. */
type Times = Record<Field, number | null>;

/** The door's reply to the form. */
export type KeepingAnswer = { saved: true } | { wrong: Field };

interface KeepingTimesProps {
  times: Times;
  answer?: KeepingAnswer | undefined;
}

/** Days to keep comments and anonymous answers; Shopify's own bar saves them. */
export function KeepingTimes({ times, answer }: KeepingTimesProps) {
  const { t } = useTranslation('privacy');
  const wrong = answer !== undefined && 'wrong' in answer ? answer.wrong : null;
  return (
    // saved values make a new form, which starts from them
    <SaveForm
      key={FIELDS.map((field) => times[field]).join()}
      refused={wrong === null ? undefined : answer}
    >
      <BlockStack gap="400">
        {FIELDS.map((field) => (
          <BlockStack key={field} gap="100">
            <label htmlFor={field}>{t(`keeping.${field}.label`)}</label>
            <input
              id={field}
              className="om-input"
              inputMode="numeric"
              name={field}
              defaultValue={times[field] ?? ''}
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
            <Text as="p" tone={wrong === null ? 'success' : 'critical'}>
              {t(wrong === null ? 'keeping.saved' : 'keeping.notSaved')}
            </Text>
          )}
        </div>
      </BlockStack>
    </SaveForm>
  );
}
