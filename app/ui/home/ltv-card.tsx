import { Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Bullet } from '../charts/bullet';
import { Term } from '../numbers/definition';
import { CameSince, ReadsHigh } from '../frame/beginning';
import { beyondWords, type Headline } from '../numbers/ltv-headline';
import { Quantity } from '../numbers/quantity';
import { YearlyHealth } from '../numbers/yearly-health';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import type { HomeView } from './view';

interface CardProps {
  view: HomeView;
  format: PageFormat;
}

/** What a customer is worth now, beside the health line. */
export function LtvCard({ view, format }: CardProps) {
  const { t } = useTranslation('home');
  const { ltv } = view;
  const known = ltv.headline;
  const kind = known?.whole === false ? 'revenue' : ltv.kind;
  return (
    <Section
      title={t('ltv.title')}
      term="ltv:definition.ltv"
      more={<Link url="/app/ltv">{t('ltv.more')}</Link>}
    >
      <Quantity
        term={`ltv:definition.${kind === 'revenue' ? 'observedRevenue' : 'ltv'}`}
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
      {known !== null && <CameSince since={view.cameSince} format={format} />}
      <ReadsHigh {...view} />
      <HealthLine
        view={view}
        format={format}
        amount={known && known.amount + (known.beyond?.amount ?? 0)}
      />
      <YearlyHealth {...view} format={format} />
    </Section>
  );

  function meaning({ days, amount, beyond }: Headline): string {
    const said = t(`ltv.meaning.${kind}`, {
      days: format.days(days),
      amount: format.money(amount),
    });
    return beyond === null ? said : `${said}${t('ltv.beyond', beyondWords(beyond, format))}`;
  }
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
        <Term name="ltv:definition.healthLine">{t('health.name')}</Term>{' '}
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
