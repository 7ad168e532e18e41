import { useLocation } from '@remix-run/react';
import { BlockStack, Link, Text } from '@shopify/polaris';
import { curveTexts } from '../../i18n/late/curve';
import { ChoiceLinks } from '../frame/choice-links';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { curveOf, splitOf, withCurveOf, withSplit } from './curve-address';
import { CurveOfAll } from './curve-of-all';
import { CurveSplit } from './curve-split';
import type { PartProps } from './formula';

/** What a customer brings by tenure, when that has paid for their acquisition, and whose curve is higher. */
export function Curve({ view, format }: PartProps) {
  const { t } = useLateTexts(curveTexts);
  const { search } = useLocation();
  const { ltv, splits } = view;
  const by = splitOf(search);
  const isKnown = ltv.curve.some(({ revenue }) => revenue !== null);
  if (!isKnown)
    return <Section title={t('title')} term="ltv:definition.curve" meaning={t('notYet')} />;
  const of = curveOf(search, ltv.marginRate !== null);
  const what = t(`what.${of}`);
  return (
    <Section
      title={t('title')}
      term="ltv:definition.curve"
      meaning={by === null ? <PaybackWords view={view} format={format} /> : undefined}
    >
      <BlockStack gap="100">
        {ltv.marginRate !== null && (
          <ChoiceLinks
            label={t('of.label')}
            choices={(['profit', 'revenue'] as const).map((one) => ({
              ...{ key: one, name: t(`of.${one}`), chosen: of === one },
              search: withCurveOf(search, one),
            }))}
          />
        )}
        {splits.length > 0 && (
          <ChoiceLinks
            label={t('by.label')}
            choices={[null, ...splits].map((one) => ({
              ...{ key: one ?? 'none', name: t(`by.${one ?? 'none'}`), chosen: by === one },
              search: withSplit(search, one),
            }))}
          />
        )}
      </BlockStack>
      {by === null ? (
        <>
          <Text as="p">{t('meaning', { what })}</Text>
          <CurveOfAll view={view} format={format} of={of} />
        </>
      ) : (
        <CurveSplit view={view} format={format} of={of} />
      )}
    </Section>
  );
}

/** When the acquisition cost is paid back, or what is missing to know it. */
function PaybackWords({ view, format }: PartProps) {
  const { t } = useLateTexts(curveTexts);
  const { acquisitionCost, paybackDays, paybackMonths, paybackUnknown } = view.ltv;
  const cost = format.money(acquisitionCost);
  if (paybackDays !== null)
    return t('payback.reached', { cost, months: paybackMonths, days: format.days(paybackDays) });
  switch (paybackUnknown?.reason) {
    case 'costUnknown':
      return (
        <>
          {t('payback.costUnknown')}{' '}
          <Link url="/app/settings/advertising">{t('payback.enterCost')}</Link>
        </>
      );
    case 'marginUnknown':
      return (
        <>
          {t('payback.marginUnknown', { cost })}{' '}
          <Link url="/app/settings/unit-costs">{t('payback.enterMargin')}</Link>
        </>
      );
    case 'notReached':
      return t('payback.notReached', { cost, days: format.days(paybackUnknown.knownDays) });
    default:
      return null;
  }
}
