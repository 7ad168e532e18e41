import { Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Bullet } from '../charts/bullet';
import { ReadsHigh } from '../frame/beginning';
import { F2Benchmarks } from '../numbers/f2-benchmarks';
import { Quantity } from '../numbers/quantity';
import { Section } from '../frame/section';
import type { PageFormat } from '../numbers/use-format';
import type { HomeView } from './view';

/** How many of a hundred first buyers buy again within 90 days, beside 87. */
export function F2Card({ view, format }: { view: HomeView; format: PageFormat }) {
  const { t } = useTranslation('home');
  const { value, interval, soFar } = view.f2;
  const benchmark = format.target(view.f2.benchmark);
  return (
    <Section
      title={t('f2.title')}
      term="repeat:definition.f2"
      more={<Link url="/app/repeat">{t('f2.more')}</Link>}
    >
      <Quantity
        term="repeat:definition.f2"
        label={t('f2.label')}
        value={value === null ? null : format.percent(value)}
        range={interval && t('f2.interval', { range: format.percentRange(interval) })}
        reason={
          soFar === null
            ? t('f2.notYet')
            : t('f2.soFar', { days: format.days(soFar.days), value: format.percent(soFar.value) })
        }
      />
      {value !== null && (
        <Text as="p">
          {t('f2.meaning', {
            n: format.number(value * 100),
          })}
        </Text>
      )}
      <ReadsHigh {...view} />
      {value !== null && (
        <Bullet
          label={t('f2.chart', { value: format.percent(value), benchmark })}
          value={value}
          max={1}
          line={{ value: view.f2.benchmark, label: t('f2.line', { benchmark }) }}
          ends={[format.percent(0), format.percent(1)]}
        />
      )}
      {value !== null && (
        <F2Benchmarks best={view.f2.best} benchmark={view.f2.benchmark} format={format} />
      )}
    </Section>
  );
}
