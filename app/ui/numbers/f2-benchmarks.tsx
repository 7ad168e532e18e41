import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Snapshot } from '../../metrics/snapshot';
import { F2_BENCHMARK } from '../../terms/benchmarks';
import { quarterParts } from './quarter';
import type { PageFormat } from './use-format';

/** The quarter of newcomers with the highest F2 within 90 days. */
export interface BestQuarter {
  quarter: string;
  f2: number;
}

/** The shop's own best quarter; null while none is known. */
export function bestQuarter(newcomers: Snapshot['newcomers']): BestQuarter | null {
  return Object.entries(newcomers).reduce<BestQuarter | null>(
    (best, [quarter, { f2 }]) => (f2 !== null && f2 > (best?.f2 ?? -1) ? { quarter, f2 } : best),
    null,
  );
}

interface F2BenchmarksProps {
  best: BestQuarter | null;
  format: PageFormat;
}

/** Benchmarks of F2: the shop's own best, the trade without plans, the author's aim with them. */
export function F2Benchmarks({ best, format }: F2BenchmarksProps) {
  const { t } = useTranslation('numbers');
  return (
    <Text as="p" tone="subdued">
      {best !== null &&
        t('f2Benchmarks.best', {
          quarter: t('quarter', quarterParts(best.quarter)),
          value: format.percent(best.f2),
        })}{' '}
      {t('f2Benchmarks.trade')} {t('f2Benchmarks.aim', { goal: format.target(F2_BENCHMARK) })}
    </Text>
  );
}
