import { Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import type { CostFigures } from '../../metrics/costs/preview.server';
import { UNKNOWN } from '../../i18n/format';
import { settings } from '../../i18n/late/settings';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { useFormat } from '../numbers/use-format';
import type { CostsView } from './costs-view';
import { FigureTable } from './figure-table';
import '../frame/beside.css';
import '../tables/table.css';

const ROWS = ['retention', 'coverage', 'grossMargin', 'orderCost', 'value'] as const;

interface CostsPreviewProps {
  view: Pick<CostsView, 'preview' | 'currency' | 'timezone'> & { faults: object };
  /** of the numbers, those that the page's fields move; default: all */
  only?: readonly (typeof ROWS)[number][];
  /** stands in the place of the numbers; null: they are shown */
  instead?: ReactNode;
}

/** The numbers that costs move, beside a form. */
export function CostsPreview({ instead = null, ...shown }: CostsPreviewProps) {
  const { t } = useLateTexts(settings);
  return (
    <div className="om-stays">
      <Section title={t('costs.preview.title')}>
        {instead === null ? <CostsMoved {...shown} /> : <div role="status">{instead}</div>}
      </Section>
    </div>
  );
}

/** The numbers that costs move: now, and as saving would leave them. */
export function CostsMoved({ view, only = ROWS }: Omit<CostsPreviewProps, 'instead'>) {
  const { t } = useLateTexts(settings);
  const format = useFormat(view);
  const { preview, faults } = view;
  // nothing is entered: nothing is after it
  const [now, then] = preview?.figures ?? [];
  const days = format.days(preview?.durationDays ?? null);
  const writers: Record<(typeof ROWS)[number], (of: CostFigures) => string> = {
    retention: (of) => format.money(of.retentionCostPerYear),
    coverage: (of) => format.percent(of.coverage),
    grossMargin: (of) => format.percent(of.grossMargin),
    orderCost: (of) => format.percent(of.orderCost),
    value: (of) =>
      of.value !== null && of.valueBasis === 'revenue'
        ? `${format.money(of.value)}${t('costs.preview.onRevenue')}`
        : format.money(of.value),
  };
  if (now === undefined) return <Text as="p">{t('costs.preview.none')}</Text>;
  const rows = only.map((row) => ({
    name: t(`costs.preview.${row}`, { days }),
    now: writers[row](now),
    then: then === undefined ? UNKNOWN : writers[row](then),
  }));
  return (
    <div role="status" aria-live="polite">
      <FigureTable
        caption={t('costs.preview.table')}
        heads={[t('costs.preview.row'), t('costs.preview.now'), t('costs.preview.then')]}
        rows={rows}
      />
      <p className="om-range om-figures-note">
        {now.value === null
          ? t('costs.preview.valueUnknown')
          : Object.keys(faults).length > 0
            ? t('costs.preview.faulty')
            : preview?.figures.length === 1 && t('costs.preview.same')}
      </p>
    </div>
  );
}
