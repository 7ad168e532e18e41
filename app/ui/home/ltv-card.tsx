import { Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Bullet } from '../charts/bullet';
import { Term } from '../definition';
import { Quantity } from '../quantity';
import { Section } from '../section';
import type { PageFormat } from '../use-format';
import type { HomeView } from './view';

interface CardProps {
  view: HomeView;
  format: PageFormat;
}

/** What a customer is worth now, beside the health line. */
export function LtvCard({ view, format }: CardProps) {
  const { t } = useTranslation('home');
  const { ltv } = view;
  const known = headline(view);
  const kind = known?.whole === false ? 'revenue' : ltv.kind;
  return (
    <Section title={t('ltv.title')} term="ltv" more={<Link url="/app/ltv">{t('ltv.more')}</Link>}>
      <Quantity
        term={kind === 'revenue' ? 'observedRevenue' : 'ltv'}
        label={t(`ltv.label.${kind}`, {
          days: format.days(known?.days ?? ltv.durationDays),
        })}
        value={known && format.money(known.amount)}
        reason={t('ltv.notYet')}
        note={
          known?.whole === false ? t('ltv.soFar', { days: format.days(known.days) }) : undefined
        }
      />
      {known !== null && <Text as="p">{meaning(known)}</Text>}
      <HealthLine view={view} format={format} amount={known?.amount ?? null} />
    </Section>
  );

  function meaning({ days, amount }: Headline): string {
    return t(`ltv.meaning.${kind}`, { days: format.days(days), amount: format.money(amount) });
  }
}

interface Headline {
  amount: number;
  days: number;
  /** over the whole duration; else the longest tenure that is known */
  whole: boolean;
}

/** LTV, or where it is not known yet the longest tenure of the curve that is. */
function headline({ ltv }: HomeView): Headline | null {
  if (ltv.value !== null) return { amount: ltv.value, days: ltv.durationDays, whole: true };
  const longest = ltv.curve.find((point) => point.days === ltv.longestKnownDays);
  if (longest?.revenue == null) return null;
  return { amount: longest.revenue, days: longest.days, whole: false };
}

function HealthLine({ view, format, amount }: CardProps & { amount: number | null }) {
  const { t } = useTranslation('home');
  const { health } = view.ltv;
  const share = (customers: number) => format.percent(customers / view.customers);
  const line = format.money(health.amount);
  return (
    <div>
      {amount !== null && health.amount !== null && (
        <Bullet
          label={t('health.chart', { amount: format.money(amount), line })}
          value={amount}
          max={Math.max(health.amount, amount) * 1.25}
          line={{ value: health.amount, label: t('health.line', { line }) }}
          ends={[format.money(0), '']}
        />
      )}
      <Text as="p">
        <Term name="healthLine">{t('health.name')}</Term>{' '}
        {t(health.amount === null ? 'health.purchasesOnly' : 'health.shares', {
          line,
          purchases: health.purchases,
          amount: share(health.reachedAmount),
          times: share(health.reachedPurchases),
          both: share(health.reachedBoth),
        })}
      </Text>
    </div>
  );
}
