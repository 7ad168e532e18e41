import { Link, Text } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { UNKNOWN } from '../../i18n/format';
import type english from '../../i18n/locales/en/ltv.json';
import { Term } from '../numbers/definition';
import { CameSince, ReadsHigh } from '../frame/beginning';
import { beyondWords, ltvHeadline } from '../numbers/ltv-headline';
import { ltvKind } from '../numbers/ltv-kind';
import { ltvMargin } from '../numbers/ltv-margin';
import { Numbers } from '../numbers/numbers';
import { Facts, Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import { lifetime } from '../sheets/lifetime';
import { figure, type PartName, sums } from '../sheets/sum';
import { writeSum } from '../sheets/write-sum';
import { Headlines } from './headlines';
import type { LtvView } from './view';
import { WhatIfPart } from './what-if-part';
import './formula.css';
import '../numbers/quantity.css';

export interface PartProps {
  view: LtvView;
  format: PageFormat;
}

type ElementName = Exclude<keyof typeof english.element, 'ltv'>;

interface Element {
  name: ElementName;
  operator: string | null;
  value: string | null;
  note: ReactNode;
}

/** The six elements, joined by their signs, and their result. */
export function Formula({ view, format }: PartProps) {
  const { t } = useTranslation(['ltv', 'home']);
  const { ltv } = view;
  const shown = ltvHeadline(ltv, ltvMargin(view));
  const whole = shown?.whole === true ? shown : null;
  const elements = elementsOf();
  return (
    <Section title={t('formula.title')} term="ltv:definition.ltv">
      <Headlines view={view} format={format} whole={whole} />
      <Text as="p">{headline()}</Text>
      <CameSince since={view.cameSince} format={format} />
      <ReadsHigh {...view} />
      <ol className="om-formula" aria-label={t('formula.label')}>
        {elements.map((element) => (
          <li key={element.name} className="om-element">
            <Operator sign={element.operator ?? ''} />
            <Box {...element} />
          </li>
        ))}
        <li className="om-element om-element-total">
          <Operator sign="=" />
          <Box
            name="ltv"
            value={ltv.value === null ? null : format.money(ltv.value)}
            note={ltv.value === null ? t('reason.short') : t(`formula.total.${ltvKind(ltv)}`)}
          />
        </li>
      </ol>
      <Text as="p" tone="subdued">
        {t(`basis.${ltv.basis}`, { days: format.days(ltv.durationDays) })}
      </Text>
      <WhatIfPart view={view} format={format} />
      <details className="om-more om-bare">
        <summary>{t('more')}</summary>
        <Facts>
          <Quantity
            small
            term="ltv:definition.observedRevenue"
            label={t('observed.label', { days: format.days(ltv.durationDays) })}
            value={ltv.revenue === null ? null : format.headlineMoney(ltv.revenue)}
            range={ltv.interval && t('interval', { range: format.moneyRange(ltv.interval) })}
            reason={t('reason.short')}
          />
          <Numbers page="ltv" of={view.numbers} openMonth={view.incompleteMonth} format={format} />
        </Facts>
      </details>
    </Section>
  );

  function headline(): string {
    if (shown === null) return t('headline.unknown');
    const { days, amount, beyond } = shown;
    const words = { days: format.days(days), amount: format.headlineMoney(amount) };
    if (!shown.whole) return t('headline.soFar', words);
    const said =
      amount < 0
        ? t('headline.loss', { ...words, amount: format.headlineMoney(-amount) })
        : t(`headline.${ltvKind(ltv)}`, words);
    return beyond === null ? said : `${said}${t('home:ltv.beyond', beyondWords(beyond, format))}`;
  }

  function elementsOf(): Element[] {
    // The full reason stands above, once.
    const why = t('reason.short');
    const { acquisitionCost, retentionCostPerYear } = ltv;
    const written = writtenElements(view, format);
    const years = written.get('activeYears') ?? format.number(ltv.activeYears, 2);
    const money = (name: PartName) => (amount: number) => written.get(name) ?? format.money(amount);
    const mean = (name: PartName) => (n: number) => written.get(name) ?? format.number(n, 2);
    return [
      {
        name: 'averageOrderValue',
        operator: null,
        value: known(ltv.averageOrderValue, money('averageOrderValue')),
        note: ltv.averageOrderValue === null ? why : t('element.averageOrderValue.note'),
      },
      {
        name: 'grossMargin',
        operator: '×',
        value: known(view.margin.rate, (rate) => written.get('margin') ?? format.percent(rate)),
        note:
          view.margin.rate === null
            ? toEnter(t('reason.margin'))
            : t('element.grossMargin.note', { coverage: format.percent(view.margin.coverage) }),
      },
      {
        name: 'frequency',
        operator: '×',
        value: known(ltv.annualPurchaseFrequency, (n) =>
          t('element.frequency.value', { n: mean('ordersPerYear')(n) }),
        ),
        note: ltv.annualPurchaseFrequency === null ? why : t('element.frequency.note'),
      },
      {
        name: 'duration',
        operator: '×',
        value: t('element.duration.value', { n: mean('years')(ltv.purchaseDurationYears) }),
        note: t('element.duration.note', { days: format.days(ltv.durationDays) }),
      },
      ...(ltv.orderCost === null ? [] : [orderCostOf(ltv.orderCost, money('orderCost'))]),
      {
        name: 'acquisitionCost',
        operator: '−',
        value: known(acquisitionCost, money('acquisitionCost')),
        note:
          acquisitionCost === null
            ? toEnter(t('reason.acquisitionCost'), 'advertising')
            : t('element.acquisitionCost.note'),
      },
      {
        name: 'retentionCost',
        operator: '−',
        value: known(retentionCostPerYear, (n) =>
          t('element.retentionCost.value', { amount: money('retentionCost')(n), years }),
        ),
        note:
          retentionCostPerYear === null
            ? toEnter(t('reason.retentionCost'))
            : t('element.retentionCost.note', { years }),
      },
    ];
  }

  function toEnter(reason: string, page: 'costs' | 'advertising' = 'costs'): ReactNode {
    return (
      <>
        {reason} <Link url={`/app/settings/${page}`}>{t(`reason.enter.${page}`)}</Link>
      </>
    );
  }

  /** Of the revenue within T; a merchant who has entered none sees no step. */
  function orderCostOf(
    { rate }: NonNullable<typeof ltv.orderCost>,
    write: (amount: number) => string,
  ): Element {
    const taken =
      ltv.marginRate === null || ltv.revenue === null ? null : ltv.revenue * (rate ?? 0);
    return {
      name: 'orderCost',
      operator: '−',
      value: known(taken, write),
      note: t(taken === null ? 'element.orderCost.notTaken' : 'element.orderCost.note', {
        rate: format.percent(rate),
      }),
    };
  }
}

/** The elements as the boxes write them: with as many digits as their product needs to be the LTV beside them. */
function writtenElements(view: LtvView, format: PageFormat): Map<PartName, string> {
  const [sum] = sums([figure('ltv', 'money', view.ltv.value), lifetime(view, 'amount')]);
  const figures = sum === undefined ? [] : writeSum(sum, format).figures;
  return new Map(figures.map(({ of, text }) => [of, text]));
}

function known(value: number | null, write: (value: number) => string): string | null {
  return value === null ? null : write(value);
}

function Operator({ sign }: { sign: string }) {
  return <span className="om-operator">{sign}</span>;
}

interface BoxProps extends Pick<Element, 'value' | 'note'> {
  name: ElementName | 'ltv';
}

function Box({ name, value, note }: BoxProps) {
  const { t } = useTranslation('ltv');
  return (
    <div className="om-element-box">
      <Text as="p" tone="subdued">
        <Term name={`ltv:definition.${name}`}>{t(`element.${name}.name`)}</Term>
      </Text>
      <p className="om-number om-number-small">{value ?? UNKNOWN}</p>
      <Text as="p" variant="bodySm" tone="subdued">
        {note}
      </Text>
    </div>
  );
}
