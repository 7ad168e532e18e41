import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Quantity } from '../numbers/quantity';
import { stepApart } from '../numbers/step-apart';
import { Section } from '../frame/section';
import type { PartProps } from './distribution';

/** The step with the most value at stake: where moving customers up gains most. */
export function AtStake({ view, format }: PartProps) {
  const { t } = useTranslation('stages');
  const { valueAtStake, details, stages, daysToNext } = view;
  if (valueAtStake === null)
    return (
      <Section
        title={t('stake.title')}
        term="stages:definition.valueAtStake"
        meaning={t('stake.none')}
      />
    );
  const { from, to, amount } = valueAtStake;
  const mean = (stage: typeof from) => {
    const group = details[stage];
    return group && group.customers > 0 ? group.revenue / group.customers : null;
  };
  const [low, high] = [mean(from), mean(to)];
  const step = stepApart(low, high, format);
  const days = daysToNext[from] ?? null;
  return (
    <Section
      title={t('stake.title')}
      term="stages:definition.valueAtStake"
      meaning={t('stake.meaning', { from: t(`name.${from}`), to: t(`name.${to}`) })}
    >
      <Quantity
        term="stages:definition.valueAtStake"
        label={t('stake.label')}
        value={format.headlineMoney(amount)}
        note={t('stake.note', {
          customers: format.people(stages[from]),
          from: t(`name.${from}`),
          to: t(`name.${to}`),
          low: format.headlineMoney(low, step),
          high: format.headlineMoney(high, step),
        })}
      />
      <Text as="p" tone="subdued">
        {daysToMove()}
      </Text>
    </Section>
  );

  function daysToMove(): string {
    if (days === null) return t('stake.daysUnknown');
    if (days === 0) return t('stake.daysMet');
    return t('stake.days', { days: format.days(Math.round(days)) });
  }
}
