import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../metrics/snapshot';
import { Term } from './definition';
import type { PageFormat } from './use-format';

interface YearlyHealthProps {
  yearly: Snapshot['yearly'];
  repeaters: number | null;
  format: PageFormat;
}

/** The later form of the health line: a year's purchases per buyer, and how many buyers are repeaters. */
export function YearlyHealth({ yearly, repeaters, format }: YearlyHealthProps) {
  const { t } = useTranslation('numbers');
  if (yearly === null || yearly.meanRevenue === null) return null;
  const { buyers, meanRevenue, amount, reached } = yearly;
  return (
    <Text as="p">
      <Term name="numbers:definition.yearly">{t('yearly.name')}</Term>{' '}
      {t('yearly.mean', { amount: format.headlineMoney(meanRevenue) })}{' '}
      {amount !== null &&
        t('yearly.reached', {
          line: format.money(amount),
          share: format.percent(reached / buyers),
        })}{' '}
      {repeaters !== null &&
        t('yearly.repeaters', {
          share: format.percent(repeaters),
          line: format.target(yearly.repeaters),
        })}
    </Text>
  );
}
