import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../charts/data-table';
import { Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import type { PartProps } from './score-card';

/** The response rate, by where the question was asked. */
export function Responses({ view, format }: PartProps) {
  const { t } = useTranslation('nps');
  const { responses, allAnswers } = view.nps;
  const rate = (value: number | null) => (value === null ? null : format.percent(value));
  return (
    <Section title={t('responses.title')} term="nps:definition.responseRate">
      <Quantity
        term="nps:definition.responseRate"
        label={t('responses.label')}
        value={rate(responses.rate)}
        note={t('responses.of', {
          count: responses.views,
          views: format.number(responses.views),
          answers: format.number(responses.answers),
        })}
        reason={t('responses.none')}
      />
      {responses.views > 0 && (
        <DataTable
          caption={t('responses.title')}
          columns={[
            { key: 'source', label: t('responses.source') },
            { key: 'views', label: t('responses.views') },
            { key: 'dismissals', label: t('responses.dismissals') },
            { key: 'answers', label: t('responses.answers') },
            { key: 'rate', label: t('responses.rate') },
          ]}
          rows={responses.bySource.map((row) => ({
            key: row.key,
            cells: [
              t(`source.${row.key}`),
              format.number(row.views),
              format.number(row.dismissals),
              format.number(row.answers),
              format.percent(row.rate),
            ],
          }))}
        />
      )}
      {responses.answers > 0 && (
        <Text as="p" tone="subdued">
          {t('responses.forms')}
        </Text>
      )}
      {allAnswers > 0 && (
        <Text as="p" tone="subdued">
          {t('responses.all', { count: allAnswers, n: format.number(allAnswers) })}
        </Text>
      )}
    </Section>
  );
}
