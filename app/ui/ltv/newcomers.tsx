import { List, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { customersColumn } from '../people/customers-column';
import { newcomersIn, quarterDays } from '../people/newcomers-who';
import { amounts, inFile, intervals, numbers, words } from '../tables/columns';
import { DataTable } from '../tables/data-table';
import { plainQuarter, quarterParts } from '../numbers/quarter';
import { stepApart } from '../numbers/step-apart';
import { BeginningNotice, readsHigh } from '../frame/beginning';
import { Section } from '../frame/section';
import type { PartProps } from './formula';
import type { NewcomersCompared } from './newcomers-compared';

/** Quarters shown: two years and the current one. */
const SHOWN = 9;

/** The worth so far of each quarter's newcomers, and whether the latest ones differ. */
export function Newcomers({ view, format }: PartProps) {
  const { t } = useTranslation(['ltv', 'numbers']);
  const { newcomersChange: change, newcomersCompared: compared } = view;
  const quarters = view.newcomers.slice(-SHOWN);
  const name = (quarter: string) => t('numbers:quarter', quarterParts(quarter));
  const verdict = ({ verdict, z }: NewcomersCompared['before']) =>
    t(`newcomers.verdict.${verdict}`, { z: format.number(z, 1) });
  const step = change ? stepApart(change.revenue, change.before, format) : undefined;
  const meaning =
    change === null || compared === null
      ? t('newcomers.notYet')
      : t(`newcomers.${compared.kind}`, {
          quarter: name(change.quarter),
          amount: format.headlineMoney(change.revenue, step),
          before: format.headlineMoney(change.before, step),
        });
  return (
    <Section title={t('newcomers.title')} term="ltv:definition.newcomers" meaning={meaning}>
      {compared !== null && (
        <List>
          <List.Item>
            {t('newcomers.against.before', {
              amount: format.money(compared.before.revenue),
              verdict: verdict(compared.before),
            })}
          </List.Item>
          {compared.year !== null && (
            <List.Item>
              {t('newcomers.against.year', {
                quarter: name(compared.year.quarter),
                amount: format.money(compared.year.revenue),
                verdict: verdict(compared.year),
              })}
            </List.Item>
          )}
        </List>
      )}
      <BeginningNotice history={view.history} customers={view.customers} format={format} />
      {readsHigh(view) && <Text as="p">{t('newcomers.middle')}</Text>}
      {quarters.length > 0 && (
        <DataTable<(typeof quarters)[number]>
          caption={t('newcomers.title')}
          columns={[
            words(
              'quarter',
              t('quarters.quarter'),
              ({ quarter }) => name(quarter),
              inFile(t('quarters.quarter'), ({ quarter }) => plainQuarter(quarter)),
            ),
            customersColumn(
              'customers',
              t('quarters.customers'),
              (row) => row.customers,
              format.number,
              ({ quarter }) => [newcomersIn(view.history.newcomersFrom, quarterDays(quarter))],
            ),
            ...(['30', '90', '180'] as const).map((days) =>
              amounts<(typeof quarters)[number]>(
                days,
                t('newcomers.within', { days: format.days(Number(days)) }),
                ({ revenue }) => revenue[days],
                format,
                { main: days === '90' },
              ),
            ),
            numbers('f2', t('newcomers.f2'), ({ f2 }) => f2, format.percent),
            intervals(
              'interval',
              t('newcomers.interval'),
              ({ interval90 }) => interval90,
              ({ interval90 }) => format.moneyRange(interval90) ?? format.money(null),
              format,
              'money',
            ),
          ]}
          rows={quarters}
          keyOf={({ quarter }) => quarter}
          marked={({ quarter }) => quarter === change?.quarter}
        />
      )}
    </Section>
  );
}
