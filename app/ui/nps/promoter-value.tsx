import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { PROMOTER_LAW } from '../benchmarks';
import { Bullet } from '../charts/bullet';
import { DataTable } from '../charts/data-table';
import { Facts, Quantity } from '../quantity';
import { Section } from '../section';
import type { PartProps } from './score-card';
import { minus } from './use-score';

const BASES = ['toDate', 'after180'] as const;
const TERMS = { toDate: 'promoterValue', after180: 'promoterValueAfter' } as const;

/** How many times as much promoters have bought as detractors: to date, and after they answered. */
export function PromoterValue({ view, format }: PartProps) {
  const { t } = useTranslation('nps');
  const { promoterValue, spearman } = view.nps;
  const law = format.number(PROMOTER_LAW, 1);
  const times = (value: number) => t('worth.times', { n: format.number(value, 2) });
  const { ratio } = promoterValue.toDate;
  return (
    <Section
      title={t('worth.title')}
      term="promoterValue"
      meaning={
        ratio === null
          ? t('worth.notYet')
          : t('worth.meaning', { times: format.number(ratio, 2), law })
      }
    >
      <Facts>
        {BASES.map((basis) => {
          const { ratio, low, high } = promoterValue[basis];
          return (
            <Quantity
              key={basis}
              term={TERMS[basis]}
              label={t(`worth.${basis}`)}
              value={ratio === null ? null : times(ratio)}
              range={
                low === null || high === null
                  ? null
                  : t('score.interval', {
                      range: t('score.range', {
                        low: format.number(low, 2),
                        high: format.number(high, 2),
                      }),
                    })
              }
              note={t('worth.law', { law })}
              reason={t(`worth.unknown.${basis}`)}
            />
          );
        })}
        <Quantity
          term="spearman"
          label={t('worth.spearman')}
          value={spearman === null ? null : minus(format.number(spearman, 2))}
          note={t('worth.spearmanNote')}
          reason={t('worth.unknown.spearman')}
        />
      </Facts>
      {ratio !== null && (
        <Bullet
          label={t('worth.chart', { times: times(ratio), law })}
          value={ratio}
          max={Math.max(SCALE_END, Math.ceil(ratio))}
          line={{ value: PROMOTER_LAW, label: t('worth.line', { law }) }}
          ends={[times(0), times(Math.max(SCALE_END, Math.ceil(ratio)))]}
        />
      )}
      <DataTable
        caption={t('worth.title')}
        columns={[
          { key: 'who', label: t('worth.who') },
          ...BASES.flatMap((basis) => [
            { key: `${basis}-mean`, label: t(`worth.mean.${basis}`) },
            { key: `${basis}-n`, label: t('worth.customers') },
          ]),
        ]}
        rows={(['promoters', 'detractors'] as const).map((group) => ({
          key: group,
          cells: [
            t(`group.${group}`),
            ...BASES.flatMap((basis) => {
              const { mean, n } = promoterValue[basis][group];
              return [format.money(mean), format.number(n)];
            }),
          ],
        }))}
      />
      <Text as="p" tone="subdued">
        {t('worth.fair')}
      </Text>
    </Section>
  );
}

/** The scale goes at least so far, with 2.4 well inside. */
const SCALE_END = 4;
