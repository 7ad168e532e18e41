import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import { Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import type { PartProps } from './score-card';

type Place = PartProps['view']['nps']['responses']['bySource'][number];
/** null: everywhere */
type Row = Omit<Place, 'key'> & { key: Place['key'] | null };

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
          answers: t('apart.of', {
            count: responses.answers,
            n: format.number(responses.answers),
          }),
        })}
        reason={t(allAnswers > 0 ? 'responses.noViews' : 'responses.none')}
      />
      {responses.views > 0 && (
        <DataTable<Row>
          caption={t('responses.title')}
          columns={[
            words('source', t('responses.source'), ({ key }) =>
              key === null ? t('responses.everywhere') : t(`source.${key}`),
            ),
            numbers('views', t('responses.views'), ({ views }) => views, format.number),
            numbers(
              'dismissals',
              t('responses.dismissals'),
              (row) => row.dismissals,
              format.number,
            ),
            numbers('answers', t('responses.answers'), ({ answers }) => answers, format.number),
            numbers('rate', t('responses.rate'), (row) => row.rate, format.percent, { main: true }),
          ]}
          rows={responses.bySource}
          keyOf={({ key }) => key ?? ''}
          total={{ ...responses, key: null }}
        />
      )}
      {allAnswers > 0 && (
        <Text as="p" tone="subdued">
          {t('responses.all', { count: allAnswers, n: format.number(allAnswers) })}
        </Text>
      )}
    </Section>
  );
}
