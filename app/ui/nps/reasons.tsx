import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { LEAVING_REASONS } from '../../terms/benchmarks';
import { BarList } from '../charts/bar-list';
import { ChartFigure } from '../charts/chart-figure';
import { Section } from '../frame/section';
import { Customers, customersColumn, CustomersWithin } from '../people/customers-column';
import { numbers, words, type Column } from '../tables/columns';
import { EarlierReasons } from './earlier-reasons';
import { reasonsApart } from './reasons-apart';
import type { PartProps } from './score-card';
import { whoGave } from './whose';
import { REASONS, type Reason } from '../../terms/reasons';

/** Detractors' reasons, beside customers' reasons for leaving in general. */
export function Reasons({ view, format }: PartProps) {
  const { t } = useTranslation('nps');
  const { headline } = view.nps;
  const { reasons, earlier } = reasonsApart(view.nps);
  const few = headline.score === null;
  const said = REASONS.reduce((sum, reason) => sum + reasons[reason], 0);
  const most = REASONS.reduce((a, b) => (reasons[b] > reasons[a] ? b : a));
  const tie = REASONS.filter((reason) => reasons[reason] === reasons[most]).length > 1;
  const share = (reason: Reason) => (few ? null : reasons[reason] / said);
  const law = (reason: Reason) => (reason === 'other' ? null : LEAVING_REASONS[reason]);
  const { unsaid: silent } = view.nps.reasons;
  // no list tells what was chosen from the sentences of another edition
  const whoOf = (reason: Reason | 'unsaid') =>
    reason !== 'unsaid' && earlier.length > 0
      ? null
      : whoGave(view.nps, 'detractors', { field: 'reason', is: [reason] });
  const rest = (
    <>
      {silent > 0 && (
        <Text as="p" tone="subdued">
          <CustomersWithin
            sentence={t('reasons.unsaid', { count: silent, n: format.people(silent) })}
            count={silent}
            who={whoOf('unsaid')}
            text={format.people(silent)}
          />
        </Text>
      )}
      {earlier.map((edition) => (
        <EarlierReasons key={edition.edition} {...edition} format={format} />
      ))}
    </>
  );
  if (said === 0)
    return (
      <Section
        title={t('reasons.title')}
        term="nps:definition.npsReasons"
        meaning={t('reasons.notYet')}
      >
        {rest}
      </Section>
    );
  const table = {
    columns: [
      words('reason', t('reasons.reason'), (reason) => t(`reason.${reason}`)),
      customersColumn<Reason>(
        'customers',
        t('reasons.customers'),
        (reason) => reasons[reason],
        format.number,
        whoOf,
      ),
      numbers('share', t('reasons.share'), share, format.percent, { main: true }),
      numbers('law', t('reasons.law'), law, format.target),
    ] satisfies Column<Reason>[],
    rows: REASONS,
    keyOf: String,
  };
  return (
    <Section
      title={t('reasons.title')}
      term="nps:definition.npsReasons"
      meaning={
        few
          ? t('reasons.few')
          : tie
            ? undefined
            : t('reasons.meaning', {
                reason: t(`reason.${most}`),
                n: format.people(reasons[most]),
                share: format.percent(share(most)),
              })
      }
    >
      <ChartFigure title={t('reasons.title')} table={table} note={t('reasons.note')}>
        <BarList
          label={t('reasons.title')}
          rows={REASONS.map((reason) => ({
            key: reason,
            name: t(`reason.${reason}`),
            length: share(reason) ?? 0,
            value: few ? (
              <Customers
                count={reasons[reason]}
                who={whoOf(reason)}
                text={format.heads(reasons[reason])}
              />
            ) : (
              format.percent(share(reason))
            ),
            note: law(reason) !== null && t('reasons.beside', { law: format.target(law(reason)) }),
          }))}
        />
      </ChartFigure>
      {rest}
    </Section>
  );
}
