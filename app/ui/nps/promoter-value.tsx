import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { PROMOTER_LAW } from '../../terms/benchmarks';
import { Bullet } from '../charts/bullet';
import { customersColumn } from '../people/customers-column';
import { amounts, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import { Facts, Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import type { PartProps } from './score-card';
import { minus } from './use-score';
import { whoGave } from './whose';

const BASES = ['toDate', 'after180'] as const;
type Worth = PartProps['view']['nps']['promoterValue']['toDate'];

const TERMS = { toDate: 'promoterValue', after180: 'promoterValueAfter' } as const;

/** The ratio of promoters' purchases to detractors': to date, and after they answered. */
export function PromoterValue({ view, format }: PartProps) {
  const { t } = useTranslation('nps');
  const { promoterValue, spearman, headline } = view.nps;
  const law = format.number(PROMOTER_LAW, 1);
  const times = (value: number) => t('worth.times', { n: fixed(value) });
  const { ratio } = promoterValue.toDate;
  const [why, sure] = [whyUnknown(promoterValue.toDate), isSure(promoterValue.toDate)];
  const rows = BASES.flatMap((basis) =>
    (['promoters', 'detractors'] as const).map((group) => ({
      basis,
      group,
      ...promoterValue[basis][group],
    })),
  );
  return (
    <Section
      title={t('worth.title')}
      term="nps:definition.promoterValue"
      meaning={
        ratio === null
          ? t(why === 'zero' ? 'worth.notYetZero' : 'worth.notYet')
          : t(sure ? 'worth.meaning' : 'worth.meaningUnsure', { times: fixed(ratio), law })
      }
    >
      <Facts>
        {BASES.map((basis) => {
          const { ratio, low, high } = promoterValue[basis];
          return (
            <Quantity
              key={basis}
              term={`nps:definition.${TERMS[basis]}`}
              label={t(`worth.${basis}`)}
              value={ratio === null ? null : times(ratio)}
              range={
                low === null || high === null
                  ? null
                  : t('score.interval', {
                      range: t('score.range', {
                        low: fixed(low),
                        high: fixed(high),
                      }),
                    })
              }
              note={t(isSure(promoterValue[basis]) ? 'worth.law' : 'worth.lawUnsure', { law })}
              reason={t(`worth.unknown.${whyUnknown(promoterValue[basis])}.${basis}`)}
            />
          );
        })}
        <Quantity
          term="nps:definition.spearman"
          label={t('worth.spearman')}
          value={
            spearman === null ? null : minus((Math.round(spearman * 100) / 100 + 0).toFixed(2))
          }
          note={t('worth.spearmanNote')}
          reason={t(`worth.unknown.spearman.${headline.answers < 2 ? 'few' : 'same'}`)}
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
      <DataTable<(typeof rows)[number]>
        caption={t('worth.title')}
        columns={[
          words('who', t('worth.who'), ({ basis, group }) =>
            t(`worth.row.${basis}`, { group: t(`group.${group}`) }),
          ),
          amounts('mean', t('worth.each'), ({ mean }) => mean, format, { main: true }),
          customersColumn(
            'n',
            t('worth.customers'),
            ({ n }) => n,
            format.number,
            // after: of those who could be watched for so long since they answered
            ({ basis, group }) => (basis === 'toDate' ? whoGave(view.nps, group) : null),
          ),
        ]}
        rows={rows}
        keyOf={({ basis, group }) => `${basis}-${group}`}
      />
      <Text as="p" tone="subdued">
        {t('worth.fair')}
      </Text>
    </Section>
  );
}

const fixed = (ratio: number) => ratio.toFixed(2);

/** Why there is no ratio: too few of either, or detractors whose purchases are worth 0. */
function whyUnknown({ promoters, detractors }: Worth): 'few' | 'zero' {
  return promoters.n >= 2 && detractors.n >= 2 && detractors.mean === 0 ? 'zero' : 'few';
}

/** Whether 1 lies outside its interval; a ratio without an interval counts as sure. */
function isSure({ low, high }: Worth): boolean {
  return low === null || high === null || low > 1 || high < 1;
}

/** The least end of the scale, with 2.4 well inside. */
const SCALE_END = 4;
