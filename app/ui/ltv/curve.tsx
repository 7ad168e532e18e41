import { useLocation } from '@remix-run/react';
import { BlockStack, Link, Text } from '@shopify/polaris';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceLinks } from '../frame/choice-links';
import { Section } from '../frame/section';
import { curveOf, splitOf, withCurveOf, withSplit } from './curve-address';
import { CurveOfAll } from './curve-of-all';
import type { PartProps } from './formula';

/**
 * Its script and texts come where an address asks for it: few open it. The server, and a browser that opens such an address,
 * have it before they draw: React gives up a part that changes before it is hydrated.
 */
const CurveSplit =
  import.meta.env.SSR || splitOf(window.location.search) !== null
    ? await bringSplit()
    : lazy(async () => ({ default: await bringSplit() }));

async function bringSplit() {
  try {
    return (await import('./curve-split')).CurveSplit;
  } catch {
    // without a connection
    return NotLoaded;
  }
}

function NotLoaded() {
  const { t } = useTranslation('ltv');
  return <p role="status">{t('whatIf.notLoaded')}</p>;
}

/** What a customer brings by tenure, when that has paid for their acquisition, and whose curve is higher. */
export function Curve({ view, format }: PartProps) {
  const { t } = useTranslation('ltv');
  const { search } = useLocation();
  const { ltv, splits } = view;
  // a split of what the filter has fixed is none
  const by = splits.find((one) => one === splitOf(search)) ?? null;
  const isKnown = ltv.curve.some(({ revenue }) => revenue !== null);
  if (!isKnown)
    return (
      <Section title={t('curve.title')} term="ltv:definition.curve" meaning={t('curve.notYet')} />
    );
  // what loses money with each order has no curve of profit: its formula says so
  const hasProfit = ltv.marginRate !== null && ltv.marginRate > 0;
  const of = curveOf(search, hasProfit);
  const what = t(`curve.what.${of}`);
  return (
    <Section
      title={t('curve.title')}
      term="ltv:definition.curve"
      meaning={by === null ? <PaybackWords view={view} format={format} /> : undefined}
    >
      <BlockStack gap="100">
        {hasProfit && (
          <ChoiceLinks
            label={t('curve.of.label')}
            choices={(['profit', 'revenue'] as const).map((one) => ({
              ...{ key: one, name: t(`curve.of.${one}`), chosen: of === one },
              search: withCurveOf(search, one),
            }))}
          />
        )}
        {splits.length > 0 && (
          <ChoiceLinks
            label={t('curve.by.label')}
            choices={[null, ...splits].map((one) => ({
              ...{ key: one ?? 'none', name: t(`curve.by.${one ?? 'none'}`), chosen: by === one },
              search: withSplit(search, one),
            }))}
          />
        )}
      </BlockStack>
      {by === null ? (
        <>
          <Text as="p">{t('curve.meaning', { what })}</Text>
          <CurveOfAll view={view} format={format} of={of} />
        </>
      ) : (
        <Suspense fallback={<p role="status">{t('whatIf.loading')}</p>}>
          <CurveSplit view={view} format={format} of={of} />
        </Suspense>
      )}
    </Section>
  );
}

/** When the acquisition cost is paid back, or what is missing to know it. */
function PaybackWords({ view, format }: PartProps) {
  const { t } = useTranslation('ltv');
  const { acquisitionCost, paybackDays, paybackMonths, paybackUnknown } = view.ltv;
  const cost = format.money(acquisitionCost);
  if (paybackDays === 1) return t('curve.payback.first', { cost });
  if (paybackDays !== null)
    return t('curve.payback.reached', {
      cost,
      months: paybackMonths,
      days: format.days(paybackDays),
    });
  switch (paybackUnknown?.reason) {
    case 'costUnknown':
      return (
        <>
          {t('curve.payback.costUnknown')}{' '}
          <Link url="/app/settings/advertising">{t('curve.payback.enterCost')}</Link>
        </>
      );
    case 'marginUnknown':
      return (
        <>
          {t('curve.payback.marginUnknown', { cost })}{' '}
          <Link url="/app/settings/unit-costs">{t('curve.payback.enterMargin')}</Link>
        </>
      );
    case 'notReached':
      return t('curve.payback.notReached', { cost, days: format.days(paybackUnknown.knownDays) });
    default:
      return null;
  }
}
