import { Text } from '@shopify/polaris';
import { profile } from '../../i18n/late/profile';
import { Section } from '../frame/section';
import { useLateTexts } from '../frame/use-late-texts';
import { minus } from '../nps/use-score';
import { lastDay } from '../numbers/last-day';
import { daysBetween } from '../numbers/days-between';
import type { PartProps } from './profile-page';
import '../numbers/quantity.css';

type Fact = [label: string, value: string, note?: string];

/** What the customer has brought, at which pace, and when the next purchase is expected. */
export function Worth({ view, format }: PartProps) {
  const { t } = useLateTexts(profile);
  const { standing, margin, shopGap } = view;
  if (standing === null) return null;
  const { revenue, orders, gap, ownGap, latestGap, discounted, values } = standing;
  const facts: Fact[] = [
    [
      t('worth.revenue'),
      format.money(revenue),
      t('worth.each', { amount: format.money(revenue / values.purchases) }),
    ],
    [
      t('worth.margin'),
      minus(format.money(margin?.amount)),
      margin?.rate === null || margin === null
        ? t('worth.noMargin')
        : t('worth.rate', {
            rate: minus(format.percent(margin.rate)),
            coverage: format.percent(margin.coverage),
          }),
    ],
    [
      t('worth.purchases'),
      t('worth.times', { count: values.purchases, n: format.number(values.purchases) }),
      t('worth.orders', {
        count: orders,
        n: format.number(orders),
        discounted: format.number(discounted),
      }),
    ],
    [
      t('worth.gap'),
      format.days(gap),
      gap === null ? t('worth.noGap') : t('worth.latestGap', { days: format.days(latestGap) }),
    ],
    // from the fourth purchase on a customer has a pace of their own
    ...(ownGap === null ? [ofShop()] : []),
  ];
  return (
    <Section title={t('worth.title')} meaning={<Expected view={view} format={format} />}>
      <dl className="om-facts">
        {facts.map(([label, value, note]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="om-number om-number-small">{value}</dd>
            {note !== undefined && <dd className="om-range">{note}</dd>}
          </div>
        ))}
      </dl>
    </Section>
  );

  /** The median days of all customers from as many purchases to the next. */
  function ofShop(): Fact {
    const label = t('worth.shopGap', { n: format.number(values.purchases) });
    return shopGap === null
      ? [label, format.days(null), t('worth.noShopGap')]
      : [label, format.days(shopGap)];
  }
}

/** The next purchase: when, from what, and by how much it is overdue. */
function Expected({ view: { expected, standing, asOf }, format }: PartProps) {
  const { t } = useLateTexts(profile);
  if (expected === null) return <Text as="span">{t('expected.unknown')}</Text>;
  const shown = lastDay(asOf) ?? asOf;
  const overdue = daysBetween(expected.day, shown);
  return (
    <Text as="span">
      {t(overdue > 0 ? 'expected.past' : 'expected.day', {
        day: format.day(expected.day),
        days: format.days(overdue),
      })}
      {t(`expected.from.${expected.basis}`, {
        gap: format.days(Math.ceil(expected.gap)),
        n: format.number(standing?.values.purchases),
      })}
    </Text>
  );
}
