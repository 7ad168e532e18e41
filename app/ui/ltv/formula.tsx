import { Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { UNKNOWN } from '../../i18n/format';
import { type DefinitionName, Term } from '../numbers/definition';
import { CameSince, ReadsHigh } from '../frame/beginning';
import { beyondWords, ltvHeadline } from '../numbers/ltv-headline';
import { ltvKind } from '../numbers/ltv-kind';
import { Facts, Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import { notKnown } from './reasons';
import type { LtvView } from './view';

export interface PartProps {
  view: LtvView;
  format: PageFormat;
}

interface Element {
  term: DefinitionName;
  operator: string | null;
  value: string | null;
  note: ReactNode;
}

/** The six elements, joined by their signs, and what they come to. */
export function Formula({ view, format }: PartProps) {
  const { t } = useTranslation(['ltv', 'home']);
  const { ltv } = view;
  const shown = ltvHeadline(ltv, view.margin.rate);
  const whole = shown?.whole === true ? shown : null;
  const elements = elementsOf();
  return (
    <Section title={t('formula.title')} term="ltv">
      <Quantity
        term="ltv"
        label={t(`home:ltv.label.${ltvKind(ltv)}`, {
          days: format.days(whole?.days ?? ltv.durationDays),
        })}
        value={whole && format.money(whole.amount)}
        reason={notKnown(t, view, format)}
      />
      <Text as="p">{headline()}</Text>
      <CameSince since={view.cameSince} format={format} />
      <ReadsHigh {...view} />
      <ol className="om-formula" aria-label={t('formula.label')}>
        {elements.map((element) => (
          <li key={element.term} className="om-element">
            {element.operator && <Operator sign={element.operator} />}
            <Box {...element} />
          </li>
        ))}
        <li className="om-element om-element-total">
          <Operator sign="=" />
          <Box
            term="ltv"
            value={ltv.value === null ? null : format.money(ltv.value)}
            note={ltv.value === null ? t('reason.short') : t(`formula.total.${ltvKind(ltv)}`)}
          />
        </li>
      </ol>
      <Text as="p" tone="subdued">
        {t(`basis.${ltv.basis}`, { days: format.days(ltv.durationDays) })}
      </Text>
      <Facts>
        <Quantity
          small
          term="observedRevenue"
          label={t('observed.label', { days: format.days(ltv.durationDays) })}
          value={ltv.revenue === null ? null : format.money(ltv.revenue)}
          range={ltv.interval && t('interval', { range: format.moneyRange(ltv.interval) })}
          reason={t('reason.short')}
        />
        <Quantity
          small
          term="toDate"
          label={t('toDate')}
          value={ltv.toDate === null ? null : format.money(ltv.toDate)}
        />
        <Quantity
          small
          term="averageOrderValueToDate"
          label={t('averageOrderValueToDate')}
          value={
            ltv.averageOrderValueToDate === null ? null : format.money(ltv.averageOrderValueToDate)
          }
        />
        <Quantity
          small
          term="costCoverage"
          label={t('coverage')}
          value={view.margin.coverage === null ? null : format.percent(view.margin.coverage)}
          reason={t('reason.noCost')}
        />
      </Facts>
    </Section>
  );

  function headline(): string {
    if (shown === null) return t('headline.unknown');
    const { days, amount, beyond } = shown;
    const words = { days: format.days(days), amount: format.money(amount) };
    if (!shown.whole) return t('headline.soFar', words);
    const said = t(`headline.${ltvKind(ltv)}`, words);
    return beyond === null ? said : `${said}${t('home:ltv.beyond', beyondWords(beyond, format))}`;
  }

  function elementsOf(): Element[] {
    // The whole reason stands above, once.
    const why = t('reason.short');
    const { acquisitionCost, retentionCostPerYear } = ltv;
    const years = format.number(ltv.activeYears, 2);
    return [
      {
        term: 'averageOrderValue',
        operator: null,
        value: known(ltv.averageOrderValue, format.money),
        note: ltv.averageOrderValue === null ? why : t('element.averageOrderValue.note'),
      },
      {
        term: 'grossMargin',
        operator: '×',
        value: known(view.margin.rate, format.percent),
        note:
          view.margin.rate === null
            ? t('reason.margin')
            : t('element.grossMargin.note', { coverage: format.percent(view.margin.coverage) }),
      },
      {
        term: 'frequency',
        operator: '×',
        value: known(ltv.annualPurchaseFrequency, (n) =>
          t('element.frequency.value', { n: format.number(n, 2) }),
        ),
        note: ltv.annualPurchaseFrequency === null ? why : t('element.frequency.note'),
      },
      {
        term: 'duration',
        operator: '×',
        value: t('element.duration.value', { n: format.number(ltv.purchaseDurationYears, 2) }),
        note: t('element.duration.note', { days: format.days(ltv.durationDays) }),
      },
      {
        term: 'acquisitionCost',
        operator: '−',
        value: known(acquisitionCost, format.money),
        note: t(
          acquisitionCost === null ? 'reason.acquisitionCost' : 'element.acquisitionCost.note',
        ),
      },
      {
        term: 'retentionCost',
        operator: '−',
        value: known(retentionCostPerYear, (n) =>
          t('element.retentionCost.value', { amount: format.money(n), years }),
        ),
        note: t(
          retentionCostPerYear === null ? 'reason.retentionCost' : 'element.retentionCost.note',
          { years },
        ),
      },
    ];
  }
}

function known(value: number | null, write: (value: number) => string): string | null {
  return value === null ? null : write(value);
}

function Operator({ sign }: { sign: string }) {
  return <span className="om-operator">{sign}</span>;
}

function Box({ term, value, note }: Omit<Element, 'operator'>) {
  const { t } = useTranslation('ltv');
  return (
    <div className="om-element-box">
      <Text as="p" tone="subdued">
        <Term name={term}>{t(`element.${term}.name`)}</Term>
      </Text>
      <p className="om-number om-number-small">{value ?? UNKNOWN}</p>
      <Text as="p" variant="bodySm" tone="subdued">
        {note}
      </Text>
    </div>
  );
}
