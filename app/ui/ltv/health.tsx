import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { shownIn } from '../../i18n/headline';
import { COST_RATIO_LAW } from '../../terms/benchmarks';
import type { Condition } from '../../terms/people';
import { BarList } from '../charts/bar-list';
import { Bullet } from '../charts/bullet';
import { Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import { ltvKind } from '../numbers/ltv-kind';
import { Customers } from '../people/customers-column';
import { stepApart } from '../numbers/step-apart';
import { YearlyHealth } from '../numbers/yearly-health';
import type { PartProps } from './formula';

/** The shop beside the health line, and the costs of winning and keeping a customer. */
export function Health({ view, format }: PartProps) {
  const { t } = useTranslation('ltv');
  const { health, value, acquisitionCost, retentionCostPerYear } = view.ltv;
  // a chosen amount stays as it was chosen: ¥1,825,000 is not 183万円
  const line = format.money(health.amount);
  const compared =
    value !== null && health.amount !== null ? besideLine(value, health.amount, format) : null;
  const paid: Condition = { field: 'revenue', from: health.amount, to: null };
  const bought: Condition = { field: 'n', from: health.purchases, to: null };
  const row = (key: string, customers: number, ...who: Condition[]) => ({
    key,
    name: t(`health.${key}`, { line, purchases: health.purchases }),
    length: customers / view.customers,
    value: <Customers count={customers} who={[who]} text={format.heads(customers)} />,
    note: format.percent(customers / view.customers),
  });
  const ratio =
    acquisitionCost === null || !retentionCostPerYear
      ? null
      : acquisitionCost / retentionCostPerYear;
  return (
    <Section
      title={t('health.title')}
      term="ltv:definition.healthLine"
      meaning={
        compared === null
          ? t(health.amount === null ? 'health.noLine' : 'health.meaningUnknown', { line })
          : t(`health.${compared.side}`, {
              ...compared,
              line,
              ltv: t(`health.ltv.${ltvKind(view.ltv)}`),
            })
      }
    >
      {compared !== null && (
        <Bullet
          label={t('health.chart', { ...compared, line })}
          value={compared.value}
          max={Math.max(compared.value, compared.to) * 1.25}
          line={{ value: compared.to, label: line }}
          ends={[format.money(0), '']}
        />
      )}
      <BarList
        label={t('health.title')}
        rows={[
          ...(health.amount === null ? [] : [row('amount', health.reachedAmount, paid)]),
          row('purchases', health.reachedPurchases, bought),
          ...(health.amount === null ? [] : [row('both', health.reachedBoth, paid, bought)]),
        ]}
      />
      <YearlyHealth {...view} format={format} />
      <Quantity
        small
        term="ltv:definition.oneToFive"
        label={t('ratio.label')}
        value={ratio === null ? null : t('ratio.value', { n: format.number(ratio, 1) })}
        reason={t('ratio.notYet')}
        note={t('ratio.note', { n: COST_RATIO_LAW })}
      />
      <Text as="p" tone="subdued">
        {t(health.amount === null ? 'health.noteWithoutLine' : 'health.note', {
          line,
          purchases: health.purchases,
        })}
      </Text>
    </Section>
  );
}

/**
 * LTV and its distance from the line, in the step of LTV: line ± gap = amount, as written. Whole where the step would
 * round the line, or leave nothing of the gap.
 */
function besideLine(value: number, line: number, format: PageFormat) {
  const own = format.headlineStep(value);
  const roundsLine = shownIn(own, line) !== line;
  const step = roundsLine ? format.headlineStep() : stepApart(value, line, format, own);
  const gap = shownIn(step, value) - shownIn(step, line);
  return {
    value,
    to: line,
    side: gap >= 0 ? ('above' as const) : ('below' as const),
    amount: format.headlineMoney(value, step),
    gap: format.headlineMoney(Math.abs(gap), step, Math.abs(value - line)),
  };
}
