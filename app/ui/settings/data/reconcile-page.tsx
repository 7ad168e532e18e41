import { Form } from '@remix-run/react';
import { Banner, BlockStack, Button, InlineStack, Link, List, Page, Text } from '@shopify/polaris';
import { useId } from 'react';
import type { CsvCell } from '../../../csv';
import type { Reconciliation } from '../../../metrics/reconcile/reconcile.server';
import { RECONCILE_LINES, RECONCILE_SUBTOTALS } from '../../../terms/reconcile-lines';
import { data } from '../../../i18n/late/data';
import { Section } from '../../frame/section';
import { useLateTexts } from '../../frame/use-late-texts';
import { ViewFields } from '../../frame/view-fields';
import { minus } from '../../nps/use-score';
import { useFormat } from '../../numbers/use-format';
import { listAddress, reconcileAddress } from './addresses';
import { FileButton } from './file-button';
import { PERIODS } from './period';
import { isShown, lineKey, type ReconcileView } from './view';
import '../../base.css';
import '../../frame/forms.css';
import '../../tables/table.css';
import './reconcile.css';

/** From Shopify's gross sales of a period to the revenue that the numbers count, each line with its orders. */
export function ReconcilePage({ view }: { view: ReconcileView }) {
  const { t } = useLateTexts(data);
  const { found, fault } = view;
  return (
    <main>
      <Page
        title={t('common:settings.reconcile')}
        subtitle={t('reconcile.subtitle')}
        backAction={{ content: t('backToData'), url: '/app/settings/data' }}
      >
        <BlockStack gap="400">
          <Choice view={view} />
          {fault === null && found === null && <p className="om-bare">{t('noShop')}</p>}
          {found === 'slow' && (
            <Banner tone="warning" title={t('slow.title')}>
              {t('slow.period')}
            </Banner>
          )}
          {found !== null && found !== 'slow' && <Lines view={view} found={found} />}
          <Differences />
        </BlockStack>
      </Page>
    </main>
  );
}

/** The period: two days, and the ones that are asked for most. */
function Choice({ view: { entered, fault, named } }: { view: ReconcileView }) {
  const { t } = useLateTexts(data);
  const id = useId();
  return (
    <Section title={t('period.title')}>
      <Form
        method="get"
        noValidate
        key={`${entered.from} ${entered.to}`}
        className="om-period"
        aria-label={t('period.title')}
      >
        <ViewFields />
        {(['from', 'to'] as const).map((end) => (
          <label key={end} className="om-choice">
            <span>{t(`period.${end}`)}</span>
            <input
              name={end}
              inputMode="numeric"
              autoComplete="off"
              maxLength={20}
              className="om-input"
              defaultValue={entered[end]}
              aria-invalid={fault !== null || undefined}
              aria-describedby={fault === null ? undefined : id}
            />
          </label>
        ))}
        <Button submit>{t('period.show')}</Button>
      </Form>
      {fault !== null && (
        <p id={id} role="alert" className="om-wrong">
          {t(`period.fault.${fault}`)}
        </p>
      )}
      <InlineStack gap="400">
        {PERIODS.map((name) => (
          <Link key={name} url={reconcileAddress(named[name])}>
            {t(`period.${name}`)}
          </Link>
        ))}
      </InlineStack>
    </Section>
  );
}

function Lines({ view, found }: { view: ReconcileView; found: Reconciliation }) {
  const { t } = useLateTexts(data);
  const format = useFormat(view);
  const { entered: period, basis } = view;
  const { lines, inNumbers, otherCurrency } = found;
  const isSame = format.money(lines.counted.amount) === format.money(inNumbers);
  const shown = RECONCILE_LINES.filter((line) =>
    isShown(line, lines[line], RECONCILE_SUBTOTALS.includes(line)),
  );
  return (
    <Section
      title={t('reconcile.title', { from: format.day(period.from), to: format.day(period.to) })}
      meaning={t('reconcile.answer', {
        gross: format.money(lines.gross.amount),
        counted: format.money(lines.counted.amount),
      })}
    >
      <p role="status">
        {isSame
          ? t('reconcile.same')
          : t('reconcile.apart', { inNumbers: format.money(inNumbers) })}
      </p>
      <table className="om-table om-reconcile">
        <caption className="om-hidden">{t('reconcile.table')}</caption>
        <thead>
          <tr>
            <th scope="col" className="om-words">
              {t('reconcile.line')}
            </th>
            <th scope="col">{t('reconcile.orders')}</th>
            <th scope="col">{t('reconcile.amount', { currency: view.currency })}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => {
            const { amount, orders } = lines[line];
            const isSubtotal = RECONCILE_SUBTOTALS.includes(line);
            return (
              <tr key={line} className={isSubtotal ? 'om-row-marked' : undefined}>
                <th scope="row">
                  <Link url={listAddress({ line, period })} removeUnderline>
                    {t(lineKey(line, basis))}
                  </Link>
                </th>
                <td data-label={t('reconcile.orders')}>{format.number(orders)}</td>
                <td className="om-main">
                  {!isSubtotal && amount > 0 && '+'}
                  {minus(format.money(amount))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="om-range">{t('reconcile.countsNote')}</p>
      {otherCurrency > 0 && (
        <p className="om-range">
          {t('reconcile.otherCurrency', { count: otherCurrency, n: format.number(otherCurrency) })}
        </p>
      )}
      <FileButton
        name={`reconcile-${period.from}-${period.to}.csv`}
        label={t('reconcile.file')}
        lines={fileLines}
      />
    </Section>
  );

  function fileLines(): CsvCell[][] {
    const { decimals } = format;
    return [
      [
        t('reconcile.line'),
        t('reconcile.orders'),
        t('reconcile.amount', { currency: view.currency }),
      ],
      ...shown.map((line) => [
        t(lineKey(line, basis)),
        lines[line].orders,
        { amount: lines[line].amount, decimals },
      ]),
    ];
  }
}

const WHY = ['day', 'returns', 'tax', 'test', 'cards', 'shipping', 'deleted'] as const;

/** Why Shopify's own reports may say another amount. */
function Differences() {
  const { t } = useLateTexts(data);
  return (
    <details className="om-more om-bare">
      <summary>{t('differences.title')}</summary>
      <BlockStack gap="200">
        <List>
          {WHY.map((why) => (
            <List.Item key={why}>{t(`differences.${why}`)}</List.Item>
          ))}
        </List>
        <Text as="p" tone="subdued">
          {t('differences.source')}
        </Text>
      </BlockStack>
    </details>
  );
}
